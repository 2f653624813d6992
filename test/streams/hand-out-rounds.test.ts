import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { limits } from '../../src/protocol/limits.ts';
import { handOutSoon } from '../../src/streams/hand-out-rounds.ts';

describe('links that have something to hand out', () => {
  it('have their turn when the tick is over, and no more often than they ask', async () => {
    const parts: number[] = [];
    const handOut = (bytesMax: number): boolean => {
      parts.push(bytesMax);
      return false;
    };
    handOutSoon(handOut);
    handOutSoon(handOut);
    expect(parts).toEqual([]);
    await setImmediate();
    expect(parts).toEqual([4 * limits.inputBytesMax]);
    handOutSoon(handOut);
    await setImmediate();
    expect(parts).toHaveLength(2);
  });

  it('have their turns one after the other, however much each has', async () => {
    const turns: number[] = [];
    for (let link = 0; link < 3; link += 1) {
      let left = 4 - link;
      handOutSoon(() => {
        turns.push(link);
        left -= 1;
        return left > 0;
      });
    }
    while (turns.length < 9) await setImmediate();
    expect(turns).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 0]);
  });

  it('hand out smaller parts the more of them there are, but never nothing', async () => {
    expect(await partOf(16)).toBe(limits.inputBytesMax / 4);
    expect(await partOf(1_000)).toBe(4_096);
  });

  it('let others have their turn after a while', async () => {
    const turns: number[] = [];
    handOutSoon(() => {
      const end = performance.now() + 1;
      while (performance.now() < end);
      turns.push(end);
      return turns.length < 100;
    });
    await setImmediate();
    expect(turns.length).toBeLessThan(100);
    while (turns.length < 100) await setImmediate();
  });
});

/** Of the first of so many links. */
async function partOf(links: number): Promise<number> {
  const parts: number[] = [];
  for (let link = 0; link < links; link += 1) {
    handOutSoon((bytesMax) => {
      parts.push(bytesMax);
      return false;
    });
  }
  while (parts.length < links) await setImmediate();
  return parts[0]!;
}
