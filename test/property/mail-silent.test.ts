import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../../src/protocol/limits.ts';
import type { MailWord } from '../../src/protocol/mail-words.ts';
import { anyGraph } from '../support/any-graph.ts';
import { distanceOf } from '../support/mail-checks.ts';
import { PureMail, type MailPlan } from '../support/pure-mail.ts';

/** Passes on whatever is said, but for the letters of others. */
const swallowing =
  (...who: readonly number[]) =>
  (node: number, _to: number, word: MailWord): readonly MailWord[] =>
    who.includes(node) && word.kind === 'letter' && word.path.length > 0 ? [] : [word];

function delivered(plan: MailPlan, to: number): { path: number; tookUs: number } | null {
  const net = new PureMail({ delayUs: (from) => 1_000 + from, ...plan });
  const [sequence] = net.post(0, to);
  net.settle();
  const [outcome] = net.outcomesOf(0, sequence!);
  if (outcome?.type !== 'mail.delivered') return null;
  return { path: outcome.path.length, tookUs: outcome.tookUs };
}

describe('somebody on the way who passes on all but letters', () => {
  it.each([
    [
      'is the first on the quickest way',
      [
        [0, 1],
        [1, 3],
        [0, 2],
        [2, 3],
      ],
      [1],
      3,
    ],
    [
      'is the last on the quickest way',
      [
        [0, 1],
        [1, 2],
        [1, 3],
        [2, 4],
        [3, 4],
      ],
      [2],
      4,
    ],
    [
      'stands on two of three ways',
      [
        [0, 1],
        [0, 2],
        [0, 3],
        [1, 4],
        [2, 4],
        [3, 4],
      ],
      [1, 2],
      4,
    ],
    [
      'stands on a shorter way',
      [
        [0, 1],
        [1, 4],
        [0, 2],
        [2, 3],
        [3, 4],
      ],
      [1],
      4,
    ],
    [
      'stands before whom all ways come by',
      [
        [0, 1],
        [0, 2],
        [1, 3],
        [2, 3],
        [3, 4],
      ],
      [1],
      4,
    ],
  ] as const)('is gone around where it %s', (_, links, who, to) => {
    const plan = { size: to + 1, links, puppet: swallowing(...who) };
    expect(delivered(plan, to)?.tookUs).toBeLessThan((limits.letterTimeoutMs * 1_000) / 2);
  });

  it('keeps no letter from its target as long as there is a way around', () => {
    fc.assert(
      fc.property(anyGraph(9), fc.nat(), fc.nat(), fc.nat(), (graph, from, to, who) => {
        const [a, b, liar] = [from % graph.size, to % graph.size, who % graph.size];
        fc.pre(a !== b && liar !== a && liar !== b);
        fc.pre(distanceOf(graph, a, b, [liar]) < Infinity);
        const net = new PureMail({ ...graph, puppet: swallowing(liar) });
        const [sequence] = net.post(a, b);
        net.settle();
        expect(net.outcomesOf(a, sequence!)).toMatchObject([{ type: 'mail.delivered' }]);
      }),
      { numRuns: 300 },
    );
  });
});
