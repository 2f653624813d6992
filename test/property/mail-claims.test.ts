import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fate, MailWord } from '../../src/protocol/mail-words.ts';
import { anyGraph } from '../support/any-graph.ts';
import { expectOneOutcomeEach } from '../support/mail-checks.ts';
import { PureMail } from '../support/pure-mail.ts';
import { idOf, nodeOf } from '../support/pure-trees.ts';
import { withToySeal } from '../support/toy-seal.ts';

/** What one who stands on the way says back of what it should pass on, in its own name and with its own seal. */
function claimsOf(word: MailWord, liar: number): readonly Fate[] {
  if (word.kind === 'fate') return [];
  const { origin: to, instance, sequence } = word.envelope;
  const place = word.path.indexOf(idOf(liar));
  const path = word.path.slice(0, place);
  const envelope = { ...word.envelope, origin: idOf(liar), hopLimit: path.length + 1 };
  const about = { kind: 'fate', to, instance, sequences: [sequence], next: '' } as const;
  return ['found', 'delivered'].map((code) => withToySeal({ ...about, envelope, code, path }));
}

describe('somebody on the way who says what only the target can say', () => {
  it('is not believed, though it signs for itself and is written to by the same origin', () => {
    const anyPost = fc.record({ from: fc.nat(), to: fc.nat(), isToLiar: fc.boolean() });
    const anyPosts = fc.array(anyPost, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(anyGraph(8), fc.nat(), anyPosts, (graph, who, posts) => {
        const liar = who % graph.size;
        const net: PureMail = new PureMail({
          ...graph,
          puppet(node, _to, word) {
            const isOwn = word.envelope.origin === idOf(liar);
            if (node !== liar || isOwn || word.kind === 'fate') return [word];
            const claims = claimsOf(word, liar);
            const back = claims[0]!.path.at(-1) ?? word.envelope.origin;
            net.say(liar, nodeOf(back), claims);
            return word.kind === 'seek' ? [word] : [];
          },
        });
        for (const { from, to, isToLiar } of posts) {
          const [a, b] = [from % graph.size, to % graph.size];
          if (a === liar || b === liar || a === b) continue;
          if (isToLiar) net.post(a, liar);
          net.post(a, b);
          net.runTo(net.at + 300_000);
        }
        net.settle();
        expectOneOutcomeEach(net);
        expect(net.forgers).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
