import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyGraph, type Graph } from '../support/any-graph.ts';
import { expectOneOutcomeEach } from '../support/mail-checks.ts';
import { PureMail } from '../support/pure-mail.ts';
import { idOf } from '../support/pure-trees.ts';

describe('a letter with any way through the nodes there are', () => {
  it('is passed on by nobody twice, and comes to its target where its way is simple', () => {
    const anyTurns = fc.array(fc.nat(), { minLength: 2, maxLength: 9, size: 'max' });
    fc.assert(
      fc.property(anyGraph(6), anyTurns, fc.boolean(), (graph, turns, signs) => {
        const way = walk(graph, turns);
        const target = way.at(-1)!;
        fc.pre(target !== 0);
        const path = way.slice(1, -1).map(idOf);
        const net = new PureMail({ ...graph, signs });
        net.post(0, target, 1, { path });
        net.settle();
        const letters = net.said.filter(({ word }) => word.kind === 'letter');
        const senders = letters.map(({ from }) => from);
        expect(new Set(senders).size).toBe(senders.length);
        const isSimple = new Set(way).size === way.length;
        expect(net.deliveries.length).toBe(isSimple ? 1 : 0);
        expectOneOutcomeEach(net);
      }),
      { numRuns: 300 },
    );
  });
});

describe('searches that somebody has written names into', () => {
  it('are passed on only by whom they do not name yet, to whom they do not name either', () => {
    const anyNames = fc.array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(anyGraph(8), fc.nat(), anyNames, fc.nat(), (graph, who, names, whom) => {
        const liar = who % graph.size;
        let next = 0;
        const net = new PureMail({
          ...graph,
          puppet(node, _to, word) {
            if (node !== liar || word.kind !== 'seek') return [word];
            const more = names[(next += 1) % names.length]!.map((name) => idOf(name % graph.size));
            return [{ ...word, path: [...word.path.slice(0, -1), ...more, idOf(liar)] }];
          },
        });
        for (const node of net.mails.keys()) net.post(node, whom % graph.size);
        net.settle();
        for (const { from, to, word } of net.said) {
          if (word.kind !== 'seek' || from === liar) continue;
          const way = [word.envelope.origin, ...word.path, idOf(to)];
          expect(new Set(way).size).toBe(way.length);
        }
        expectOneOutcomeEach(net);
      }),
      { numRuns: 300 },
    );
  });
});

/** From the first node from neighbour to neighbour, by as many turns as there are. */
function walk({ links }: Graph, turns: readonly number[]): number[] {
  const way = [0];
  for (const turn of turns) {
    const here = way.at(-1)!;
    const beside = links.flatMap(([a, b]) => (a === here ? [b] : b === here ? [a] : []));
    way.push(beside[turn % beside.length]!);
  }
  return way;
}
