import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../../src/protocol/limits.ts';
import { MemoryTapeStore } from '../../src/trace/store/memory-tape-store.ts';
import { RecordBuffer } from '../../src/trace/writing/record-buffer.ts';
import { FRAME_BYTES, PREFIX_BYTES, segmentPrefix } from '../../src/trace/format/segment-format.ts';
import { SegmentWriter } from '../../src/trace/writing/segment-writer.ts';
import type { TapeItem } from '../../src/trace/reading/tape-item.ts';
import { anyScenes, anyTapePlain } from '../support/any-tape.ts';
import { faultsOf, itemsOf, quietTurns, segmentsOf, smallSizes, tapeOf } from '../support/tapes.ts';

const small = segmentsOf(tapeOf(quietTurns(22), { sizes: smallSizes }).store);
const long = segmentsOf(tapeOf(quietTurns(60), { sizes: smallSizes }).store);
const smallItems = itemsOf(MemoryTapeStore.of(small));
const longItems = itemsOf(MemoryTapeStore.of(long));
const [only] = Object.keys(small);
const [first, second, third] = Object.keys(long);

describe('a tape of one segment', () => {
  it('has two pages at least, or these laws say little', () => {
    expect(Object.keys(small)).toEqual([only]);
    expect(smallItems.filter(({ kind }) => kind === 'page').length).toBeGreaterThan(2);
    expect(faultsOf(smallItems)).toEqual([]);
  });

  it('is a shorter one that says so, wherever it is cut', () => {
    for (let length = 0; length < small[only!]!.length; length += 1) {
      const items = itemsOf(changed(small, only!, (bytes) => bytes.slice(0, length)));
      const fault = items.at(-1)!;
      expect(items.slice(0, -1)).toEqual(smallItems.slice(0, items.length - 1));
      expect(['torn', 'unclosed']).toContain(fault.kind);
      expect(endOf(fault)).toBe(length);
    }
  });

  it('names the place of any bit that was turned, and shows nothing that was not written', () => {
    for (let bit = 0; bit < small[only!]!.length * 8; bit += 1) {
      const items = itemsOf(changed(small, only!, (bytes) => turnBit(bytes, bit)));
      const faults = faultsOf(items);
      expect(faults).toHaveLength(1);
      expect(holds(faults[0]!, bit >> 3)).toBe(true);
      expectPartOf(items, smallItems);
    }
  });

  it('that ended well looks torn by one bit only in the length of its footer, and damaged by all others', () => {
    const torn = tornBits(small[only!]!);
    const footer = offsetsOf(small[only!]!).at(-1)!;
    const lengthBits = torn.map((bit) => bit - footer * 8);
    expect(lengthBits.length).toBeGreaterThan(0);
    expect(lengthBits.filter((bit) => bit < 0 || bit >= 32)).toEqual([]);
  });

  it('that was killed looks torn by one bit only in lengths that lead past its end, behind its last page', () => {
    const bytes = segmentsOf(tapeOf(quietTurns(22), { sizes: smallSizes, closes: false }).store)[
      only!
    ]!;
    const lastPage = itemsOf(MemoryTapeStore.of({ [only!]: bytes }))
      .filter(({ kind }) => kind === 'page')
      .map((page) => ('offset' in page ? page.offset : 0))
      .at(-1)!;
    const leads = offsetsOf(bytes)
      .filter((offset) => offset >= lastPage)
      .flatMap((offset) => bitsOfLength.map((bit) => [offset, offset * 8 + bit] as const))
      .filter(([offset, bit]) => {
        const length = Buffer.from(turnBit(bytes, bit)).readUInt32BE(offset);
        return length <= limits.recordBytesMax && offset + FRAME_BYTES + length > bytes.length;
      });
    expect(leads.length).toBeGreaterThan(0);
    expect(tornBits(bytes)).toEqual(leads.map(([, bit]) => bit).toSorted((a, b) => a - b));
  });

  it('is torn where nothing but zeros came behind a whole record, or in a block of one', () => {
    const bytes = small[only!]!;
    const zeroed = (from: number, upTo: number) => {
      const zeros = Buffer.concat([bytes.subarray(0, from), Buffer.alloc(upTo - from)]);
      return itemsOf(MemoryTapeStore.of({ [only!]: zeros }));
    };
    for (const offset of offsetsOf(bytes)) {
      const torn = { kind: 'torn', segment: 1, offset, bytes: bytes.length + 600 - offset };
      expect(faultsOf(zeroed(offset, bytes.length + 600))).toEqual([torn]);
    }
    for (let block = 512; block < bytes.length; block += 512) {
      const items = zeroed(block, bytes.length);
      const offset = offsetsOf(bytes).findLast((one) => one <= block)!;
      const torn = { kind: 'torn', segment: 1, offset, bytes: bytes.length - offset };
      expect(faultsOf(items)).toEqual([torn]);
      expect(items.slice(0, -1)).toEqual(smallItems.slice(0, items.length - 1));
    }
  });
});

describe('a tape of many segments', () => {
  it('has three at least, or these laws say little', () => {
    expect(Object.keys(long).length).toBeGreaterThan(2);
    expect(faultsOf(longItems)).toEqual([]);
  });

  it('names the turns that are lost with the end of any segment but the last', () => {
    for (let length = 0; length < long[second!]!.length; length += 1) {
      const items = itemsOf(changed(long, second!, (bytes) => bytes.slice(0, length)));
      expect(faultsOf(items)).toMatchObject([{ kind: 'damage', segment: 2 }]);
      expectPartOf(items, longItems);
      expectLostTurnsNamed(items, longItems);
    }
  });

  it('names the turns that are lost with any byte that was changed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(first!, second!),
        fc.nat({ max: 1_500 }),
        fc.integer({ min: 1, max: 255 }),
        (name, at, change) => {
          fc.pre(at < long[name]!.length);
          const items = itemsOf(changed(long, name, (bytes) => turnByte(bytes, at, change)));
          fc.pre(items[0]!.kind !== 'newer');
          expect(faultsOf(items)).toMatchObject([{ kind: 'damage' }]);
          expectPartOf(items, longItems);
          expectLostTurnsNamed(items, longItems);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('misses any segment that is gone, but for old ones', () => {
    expect(faultsOf(itemsOf(without(long, first!)))).toEqual([]);
    expect(faultsOf(itemsOf(without(long, second!)))).toMatchObject([
      { kind: 'damage', code: 'missing-segment', segment: 2, offset: 0, bytes: 0 },
    ]);
    const { [first!]: kept } = long;
    expect(faultsOf(itemsOf(MemoryTapeStore.of({ [first!]: kept! })))).toMatchObject([
      { kind: 'damage', code: 'missing-segment', segment: 2, toTurn: null },
    ]);
  });

  it('finds segments that were swapped, doubled, or put in from another run', () => {
    const swapped = { ...long, [second!]: long[third!]!, [third!]: long[second!]! };
    const doubled = { ...long, [second!]: long[first!]! };
    const other = segmentsOf(tapeOf(quietTurns(60), { sizes: smallSizes, run: 'other' }).store);
    const mixed = { ...long, [second!]: other[second!]! };
    for (const segments of [swapped, doubled, mixed]) {
      const items = itemsOf(MemoryTapeStore.of(segments));
      expect(faultsOf(items)[0]).toMatchObject({
        kind: 'damage',
        code: 'misplaced-segment',
        segment: 2,
        offset: 0,
      });
      expectPartOf(items, longItems);
      expectLostTurnsNamed(items, longItems);
    }
  });
});

describe('any tape', () => {
  it('shows after any cut what was written before it, and nothing else', () => {
    fc.assert(
      fc.property(anyScenes, fc.double({ min: 0, max: 1, noNaN: true }), (scenes, part) => {
        const whole = tapeOf(scenes, { sizes: smallSizes }).store;
        const segments = segmentsOf(whole);
        const last = Object.keys(segments).at(-1)!;
        const length = Math.floor(part * (segments[last]!.length - 1));
        const items = itemsOf(changed(segments, last, (bytes) => bytes.slice(0, length)));
        expect(faultsOf(items)).toHaveLength(1);
        expect(items.slice(0, -1)).toEqual(itemsOf(whole).slice(0, items.length - 1));
      }),
      { numRuns: 100 },
    );
  });

  it('is read to its end, whatever its bytes are', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.uint8Array({ maxLength: 200 }), (looksRight, bytes) => {
        const segment = looksRight ? Buffer.concat([segmentPrefix(7), bytes]) : bytes;
        const items = itemsOf(MemoryTapeStore.of({ '000001.tape': segment }));
        expect(faultsOf(items)).toHaveLength(1);
      }),
      { numRuns: 500 },
    );
  });

  it('is read to its end, whatever records were sealed into it', () => {
    const anyRecord = fc.tuple(fc.integer({ min: 0, max: 14 }), fc.array(anyTapePlain));
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 5 }), (records) => {
        const store = new MemoryTapeStore();
        const sink = store.create('000001.tape');
        const writer = new SegmentWriter(sink, 7, new RecordBuffer(), limits);
        for (const [kind, fields] of records) writer.put(kind, fields, false);
        writer.close();
        expect(faultsOf(itemsOf(store))).not.toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

type Segments = Readonly<Record<string, Uint8Array>>;

function changed(segments: Segments, name: string, change: (bytes: Uint8Array) => Uint8Array) {
  return MemoryTapeStore.of({ ...segments, [name]: change(segments[name]!) });
}

function without(segments: Segments, name: string): MemoryTapeStore {
  return MemoryTapeStore.of(
    Object.fromEntries(Object.entries(segments).filter(([other]) => other !== name)),
  );
}

const bitsOfLength = Array.from({ length: 32 }, (_, bit) => bit);

function tornBits(bytes: Uint8Array): number[] {
  const bits = Array.from({ length: bytes.length * 8 }, (_, bit) => bit);
  return bits.filter((bit) => {
    const turned = MemoryTapeStore.of({ [only!]: turnBit(bytes, bit) });
    return faultsOf(itemsOf(turned)).some(({ kind }) => kind === 'torn');
  });
}

/** Where the records of a whole segment begin, by their lengths alone. */
function offsetsOf(segment: Uint8Array): number[] {
  const bytes = Buffer.from(segment);
  const offsets: number[] = [];
  for (let at = PREFIX_BYTES; at < bytes.length; at += FRAME_BYTES + bytes.readUInt32BE(at)) {
    offsets.push(at);
  }
  return offsets;
}

function turnBit(bytes: Uint8Array, bit: number): Uint8Array {
  return turnByte(bytes, bit >> 3, 1 << (bit & 7));
}

function turnByte(bytes: Uint8Array, at: number, change: number): Uint8Array {
  const turned = bytes.slice();
  turned[at]! ^= change;
  return turned;
}

function endOf(fault: TapeItem): number {
  if (fault.kind === 'torn') return fault.offset + fault.bytes;
  return fault.kind === 'unclosed' ? fault.offset : -1;
}

/** The seed in the prefix is first missed by the first record. */
function holds(fault: TapeItem, at: number): boolean {
  if (fault.kind === 'unreadable' || fault.kind === 'newer') return at < 12;
  if (fault.kind !== 'damage' && fault.kind !== 'torn') return false;
  const from = at >= 12 && at < 16 ? 16 : at;
  return fault.offset <= from && from < fault.offset + fault.bytes;
}

function expectPartOf(items: readonly TapeItem[], whole: readonly TapeItem[]): void {
  const faults = new Set(faultsOf(items));
  const all = new Set(whole.map((item) => JSON.stringify(item)));
  const strange = items.filter((item) => !faults.has(item) && !all.has(JSON.stringify(item)));
  expect(strange).toEqual([]);
}

function expectLostTurnsNamed(items: readonly TapeItem[], whole: readonly TapeItem[]): void {
  const kept = new Set(turnsOf(items));
  for (const turn of turnsOf(whole)) {
    if (kept.has(turn)) continue;
    expect(items.some((item) => names(item, turn))).toBe(true);
  }
}

function turnsOf(items: readonly TapeItem[]): number[] {
  return items.flatMap((item) => (item.kind === 'steps' ? [item.turn] : []));
}

function names(item: TapeItem, turn: number): boolean {
  if (item.kind !== 'damage') return false;
  return item.fromTurn <= turn && turn <= (item.toTurn ?? Infinity);
}
