import { describe, expect, it } from 'vitest';
import { ComingsAndGoings } from '../../../src/cli/words/comings-and-goings.ts';

const SECOND_MS = 1_000;

describe('peers that come and go', () => {
  it('are told of one by one while they are few', () => {
    const comings = new ComingsAndGoings();
    const told = [0, 300, 600, 900].map((at) =>
      comings.takes({ peer: `p${at}`, state: 'left', at }),
    );
    expect([told, comings.isWaiting]).toEqual([[true, true, true, true], false]);
  });

  it('are one line where they are many, with some of their names', () => {
    const comings = new ComingsAndGoings();
    expect(takenOf(comings, 12, 'alive', 5)).toBe(4);
    expect(summary(comings, 4 + SECOND_MS)).toEqual([]);
    expect(summary(comings, 5 + SECOND_MS)).toEqual([
      '8 more peers are there: name-4, name-5, name-6, name-7 and 4 more',
    ]);
    expect([comings.isWaiting, summary(comings, 9 * SECOND_MS)]).toEqual([false, []]);
  });

  it('are one line a second as long as more come, and told of one by one after a quiet one', () => {
    const comings = new ComingsAndGoings();
    const lines: string[] = [];
    let taken = 0;
    for (let n = 0; n < 100; n += 1) {
      const at = n * 100;
      lines.push(...summary(comings, at));
      taken += Number(comings.takes({ peer: `${n}`, state: 'alive', at }));
    }
    lines.push(...summary(comings, Infinity));
    expect(taken).toBe(4);
    expect(lines.map((line) => Number.parseInt(line, 10))).toEqual([...Array(9).fill(10), 6]);
    expect(comings.takes({ peer: 'late', state: 'alive', at: 9_900 + SECOND_MS })).toBe(true);
  });

  it('are told of by what has become of them at last, a line for each that has', () => {
    const comings = new ComingsAndGoings();
    takenOf(comings, 4, 'alive', 0);
    for (const state of ['alive', 'suspect', 'lost', 'left', 'known', 'odd'] as const) {
      comings.takes({ peer: state, state, at: 1 });
    }
    comings.takes({ peer: 'suspect', state: 'lost', at: 2 });
    expect(summary(comings, Infinity)).toEqual([
      'one more peer is there: name-alive',
      '2 more peers are lost: name-lost, name-suspect',
      'one more peer has left: name-left',
      'one more peer is out of hearing: name-known',
      'one more peer is odd: name-odd',
    ]);
  });
});

/** How many of so many at once are told of by themselves. */
function takenOf(comings: ComingsAndGoings, count: number, state: string, at: number): number {
  const peers = Array.from({ length: count }, (_, n) => `${n}`);
  return peers.filter((peer) => comings.takes({ peer, state, at })).length;
}

function summary(comings: ComingsAndGoings, at: number): readonly string[] {
  return comings.summary(at, (peer) => `name-${peer}`);
}
