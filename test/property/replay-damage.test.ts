import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { machines } from '../../src/node/running/machines.ts';
import { limits } from '../../src/protocol/limits.ts';
import { runScenario } from '../../src/sim/run-scenario.ts';
import { MemoryTapeStore } from '../../src/trace/store/memory-tape-store.ts';
import { replay } from '../../src/trace/replay/replay.ts';
import type { Verdict } from '../../src/trace/replay/verdict.ts';
import { PREFIX_BYTES } from '../../src/trace/format/segment-format.ts';
import { TapeShelf } from '../support/tape-shelf.ts';
import { itemsOf } from '../support/tapes.ts';

const sizes = { ...limits, checkpointTurns: 5, pageBytesMax: 600 };
const whole = recorded();
const sound = verdictOn(whole);
const footer = footerOf(whole);

describe('a tape of a real run', () => {
  it('is the same as long as nobody touches it', () => {
    expect(sound.verdict).toBe('same');
  });

  it('is never the same once any bit of it is another, and never breaks the reader', () => {
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(7), (place, bit) => {
        const changed = whole.slice();
        changed[place]! ^= 1 << bit;
        expect(verdictOn(changed).verdict).not.toBe('same');
      }),
      { numRuns: 400 },
    );
  });

  it('is damaged, and not torn, once any bit before its footer is another', () => {
    fc.assert(
      fc.property(fc.nat(footer - 1), fc.nat(7), (place, bit) => {
        const changed = whole.slice();
        changed[place]! ^= 1 << bit;
        const { verdict } = verdictOn(changed);
        expect(place < PREFIX_BYTES ? ['unreadable', 'newer', 'damaged'] : ['damaged']).toContain(
          verdict,
        );
      }),
      { numRuns: 300 },
    );
  });

  it('is a shorter run that says so, wherever it is cut', () => {
    for (let end = 0; end < whole.length; end += end < 700 ? 1 : 7) {
      const { verdict, turns, torn } = verdictOn(whole.slice(0, end));
      expect(['torn', 'unreadable']).toContain(verdict);
      expect(turns).toBeLessThanOrEqual(sound.turns);
      if (verdict === 'torn') expect(torn!.offset + torn!.bytes).toBe(end);
    }
  });
});

function recorded(): Uint8Array {
  const shelf = new TapeShelf(() => new MemoryTapeStore(), sizes);
  runScenario('pair', { seed: 3, openTape: shelf.open });
  // A slice of a Buffer would be a view: one change would stay for the next.
  return Uint8Array.from(shelf.stores.get('alice')!.bytes('000001.tape'));
}

function footerOf(bytes: Uint8Array): number {
  const items = itemsOf(MemoryTapeStore.of({ '000001.tape': bytes }));
  return items.flatMap((item) => (item.kind === 'footer' ? [item.offset] : []))[0]!;
}

function verdictOn(bytes: Uint8Array): Verdict {
  return replay(MemoryTapeStore.of({ '000001.tape': bytes }), { machines, code: 'of this test' });
}
