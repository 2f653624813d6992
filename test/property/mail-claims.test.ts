import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fate, Letter, MailWord, Seek } from '../../src/protocol/mail-words.ts';
import { anyGraph } from '../support/any-graph.ts';
import { expectOneOutcomeEach } from '../support/mail-checks.ts';
import { PureMail } from '../support/pure-mail.ts';
import { idOf, nodeOf } from '../support/pure-trees.ts';
import { anyDelayUs } from '../support/any-trees.ts';
import { withToySeal } from '../support/toy-seal.ts';

describe('somebody on the way who says what only the target can say', () => {
  it('is not believed, in whoever’s name, and hinders nothing if it does nothing else', () => {
    const anyPost = fc.record({
      from: fc.nat(2),
      to: fc.nat(),
      isToLiar: fc.boolean(),
      afterUs: fc.nat(20_000),
    });
    const anyPosts = fc.array(anyPost, { minLength: 2, maxLength: 8 });
    const anyKind = fc.record({ drops: fc.boolean(), forges: fc.boolean() });
    fc.assert(
      fc.property(anyGraph(8), fc.nat(), anyKind, anyPosts, (graph, who, kind, posts) => {
        const liar = who % graph.size;
        const net: PureMail = new PureMail({
          ...graph,
          puppet(node, _to, word) {
            const { origin } = word.envelope;
            if (node !== liar) return [word];
            if (word.kind === 'fate') return isOwnReceipt(word, liar) && kind.drops ? [] : [word];
            if (origin === idOf(liar)) return [word];
            const before = word.path[word.path.indexOf(idOf(liar)) - 1] ?? origin;
            net.say(liar, nodeOf(before), claimsOf(word, liar, kind.forges));
            return kind.drops && word.kind === 'letter' ? [] : [word];
          },
        });
        for (const { from, to, isToLiar, afterUs } of posts) {
          const [a, b] = [from % graph.size, isToLiar ? liar : to % graph.size];
          if (a !== liar && a !== b) net.post(a, b);
          net.runTo(net.at + afterUs);
        }
        net.settle();
        expectOneOutcomeEach(net);
        expect(net.forgers.filter(([by]) => by !== liar)).toEqual([]);
        if (kind.drops) return;
        const types = net.outcomes.map(({ said }) => said.type);
        expect(types).toEqual(net.posted.map(() => 'mail.delivered'));
      }),
      { numRuns: 400 },
    );
  });

  it('finds nobody by that, though it answers first and is known to stand there', () => {
    const anyPlaces = fc.tuple(fc.nat(3), fc.nat(3));
    fc.assert(
      fc.property(anyPlaces, anyDelayUs(20), ([before, behind], delayUs) => {
        const [liar, last] = [2 + before, 3 + before + behind];
        const links = Array.from({ length: last }, (_, node) => [node, node + 1] as const);
        const net: PureMail = new PureMail({
          size: last + 1,
          links,
          delayUs,
          puppet(node, _to, word) {
            if (node === liar && word.kind === 'seek') {
              net.say(liar, liar - 1, claimsOf(word, liar, false));
            }
            return [word];
          },
        });
        net.post(0, liar);
        net.settle();
        net.post(0, last);
        net.settle();
        const types = net.outcomes.map(({ said }) => said.type);
        expect(types).toEqual(['mail.delivered', 'mail.delivered']);
      }),
    );
  });
});

/** Whoever does not say that it has something is still waited for. */
function isOwnReceipt({ envelope, code }: Fate, liar: number): boolean {
  return envelope.origin === idOf(liar) && code === 'delivered';
}

/** Of what it should pass on: in its own name and with its own seal, or in the name of the target, whose seal it has not. */
function claimsOf(word: Seek | Letter, liar: number, forges: boolean): readonly Fate[] {
  const { origin: to, instance, sequence } = word.envelope;
  const way = word.path.slice(0, word.path.indexOf(idOf(liar)));
  const origin = forges ? word.target : idOf(liar);
  const path = forges ? [...way, idOf(liar)] : way;
  const envelope = { ...word.envelope, origin, hopLimit: path.length + 1 };
  const about = { kind: 'fate', to, instance, sequences: [sequence], next: '' } as const;
  return ['found', 'delivered'].map((code): Fate => {
    const fate = { ...about, envelope, code, path };
    return forges ? fate : withToySeal(fate);
  });
}

describe('a letter that may cross fewer links than its way has', () => {
  it('goes as far as it may and no further, and its origin is told where it ended', () => {
    const anySize = fc.integer({ min: 3, max: 10 });
    fc.assert(
      fc.property(anySize, fc.nat(), fc.boolean(), (size, limit, signs) => {
        const links = Array.from({ length: size - 1 }, (_, node) => [node, node + 1] as const);
        const hopLimit = 1 + (limit % (size - 2));
        const shortened = (word: MailWord): MailWord =>
          withToySeal({ ...word, envelope: { ...word.envelope, hopLimit } });
        const net = new PureMail({
          size,
          links,
          signs,
          puppet: (node, _to, word) =>
            node === 0 && word.kind === 'letter' ? [shortened(word)] : [word],
        });
        const [sequence] = net.post(0, size - 1);
        net.settle();
        const letters = net.said.flatMap(({ word }) => (word.kind === 'letter' ? [word] : []));
        expect(Math.max(...letters.map(({ hops }) => hops))).toBe(hopLimit);
        expect(net.deliveries).toEqual([]);
        const [outcome] = net.outcomesOf(0, sequence!);
        expect(outcome).toMatchObject({ where: idOf(hopLimit), hops: hopLimit });
        expect(outcome).toMatchObject({ code: 'hop-limit' });
      }),
    );
  });
});
