import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { show } from '../../src/trace/reading/show.ts';
import type { TapeItem } from '../../src/trace/reading/tape-item.ts';
import { MemoryTapeStore } from '../../src/trace/store/memory-tape-store.ts';
import { PREFIX_BYTES } from '../../src/trace/format/segment-format.ts';
import { realTape, verdictOn } from '../support/real-tape.ts';
import { offsetsIn } from '../support/surgery.ts';
import { faultsOf, itemsOf } from '../support/tapes.ts';

const FIRST = '000001.tape';
const { [FIRST]: whole, ...others } = realTape() as { [FIRST]: Uint8Array };
const offsets = offsetsIn(whole);
const sound = verdictOn({ [FIRST]: whole });
const wholeItems = itemsOf(MemoryTapeStore.of({ [FIRST]: whole }));
const footer = offsets.at(-2)!;
/** In a soak all bits of each byte are turned, and not one. */
const isSoak = process.env['PEERTAPE_SOAK'] !== undefined;
const SEED = 20_261_120;

describe('a tape of a real run', () => {
  it('is the same as long as nobody touches it', () => {
    expect([sound.verdict, others]).toEqual(['same', {}]);
    expect(wholeItems.filter(({ kind }) => kind === 'page').length).toBeGreaterThan(5);
  });

  it('names the place of any byte that is another, and what lies before it is as it was', () => {
    const bits = fc.sample(fc.nat(7), { seed: SEED, numRuns: whole.length });
    for (let place = 0; place < whole.length; place += 1) {
      for (const bit of isSoak ? [0, 1, 2, 3, 4, 5, 6, 7] : [bits[place]!]) {
        expect(faultAfter(turned(place, bit), place)).toBeNull();
      }
    }
  }, 600_000);

  it('is never the same once any bit of it is another, and damaged if that is before its footer', () => {
    const bits = fc.sample(fc.nat(7), { seed: SEED + 1, numRuns: whole.length });
    for (let place = 0; place < whole.length; place += 1) {
      for (const bit of isSoak || place < PREFIX_BYTES
        ? [0, 1, 2, 3, 4, 5, 6, 7]
        : [bits[place]!]) {
        const changed = turned(place, bit);
        const { verdict } = verdictOn({ [FIRST]: changed });
        expect({ place, bit, verdict: expectedAt(place).includes(verdict) || verdict }).toEqual({
          place,
          bit,
          verdict: true,
        });
        const events = [...show(MemoryTapeStore.of({ [FIRST]: changed }))].map(
          ({ event }) => event,
        );
        expect(events.filter((event) => event === verdict || told.includes(event))).not.toEqual([]);
      }
    }
  }, 3_600_000);

  it('is a shorter run that says so, wherever it is cut', () => {
    for (let end = 0; end < whole.length; end += 1) {
      const cut = { [FIRST]: whole.slice(0, end) };
      const items = itemsOf(MemoryTapeStore.of(cut));
      const fault = items.pop()!;
      if (!isStartOf(items, end % 16 === 0)) expect(items).toEqual(wholeItems);
      if (!isEnd(fault, end)) expect(fault).toEqual({ kind: 'torn', end });
      // Within a record, only how many bytes of it are there can tell one cut from the other.
      if (!isSoak && !offsets.includes(end) && !offsets.includes(end - 1)) continue;
      const { verdict, turns, torn } = verdictOn(cut);
      expect(verdict).toBe('torn');
      expect(turns).toBeLessThanOrEqual(sound.turns);
      expect(torn!.offset + torn!.bytes).toBe(end);
    }
  }, 600_000);
});

function turned(place: number, bit: number): Uint8Array {
  const changed = whole.slice();
  changed[place]! ^= 1 << bit;
  return changed;
}

/** What is said of it, where that is not one fault which holds the place, behind what was there. */
function faultAfter(bytes: Uint8Array, place: number): unknown {
  const items = itemsOf(MemoryTapeStore.of({ [FIRST]: bytes }));
  const [fault, ...more] = faultsOf(items);
  if (more.length > 0 || fault === undefined) return { place, faults: [fault, ...more] };
  if (fault.kind === 'unreadable' || fault.kind === 'newer') return place < 12 ? null : fault;
  if (fault.kind !== 'damage' && fault.kind !== 'torn') return fault;
  // The seed is first missed by the first record.
  const from = place >= 12 && place < PREFIX_BYTES ? PREFIX_BYTES : place;
  if (fault.offset > from || from >= fault.offset + fault.bytes) return { place, fault };
  const before = items.slice(0, items.indexOf(fault));
  return isStartOf(before, place % 16 === 0) ? null : { place, fault, before };
}

/** All items with all that is in them cost too much to be compared each time. */
function isStartOf(items: readonly TapeItem[], wholly: boolean): boolean {
  return items.every((item, i) => {
    const { kind } = wholeItems[i]!;
    if (item.kind !== kind || placeOf(item) !== placeOf(wholeItems[i]!)) return false;
    return !wholly || JSON.stringify(item) === JSON.stringify(wholeItems[i]);
  });
}

function isEnd(fault: TapeItem, end: number): boolean {
  if (fault.kind === 'torn') return fault.offset + fault.bytes === end;
  return fault.kind === 'unclosed' && fault.offset === end;
}

function placeOf(item: TapeItem): number {
  return 'offset' in item ? item.offset : -1;
}

const told = ['damage', 'torn'];

function expectedAt(place: number): readonly string[] {
  if (place < PREFIX_BYTES) return ['unreadable', 'newer', 'damaged'];
  return place < footer ? ['damaged'] : ['damaged', 'torn'];
}
