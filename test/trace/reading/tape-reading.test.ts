import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TapeHead } from '../../../src/trace/format/tape-record.ts';
import type { TapeItem } from '../../../src/trace/reading/tape-item.ts';
import { readTapeFrom } from '../../../src/trace/reading/tape-reader.ts';
import { TapeReading } from '../../../src/trace/reading/tape-reading.ts';
import { MemoryTapeStore } from '../../../src/trace/store/memory-tape-store.ts';
import { offsetsIn } from '../../support/surgery.ts';
import {
  faultsOf,
  itemsOf,
  quietTurns,
  segmentsOf,
  smallSizes,
  tapeOf,
} from '../../support/tapes.ts';

const FIRST = '000001.tape';
const long = segmentsOf(tapeOf(quietTurns(60), { sizes: smallSizes }).store);
const whole = itemsOf(MemoryTapeStore.of(long));

describe('a tape that grows', () => {
  it('is read to the same items, wherever it was cut when it was looked at', () => {
    const length = Object.values(long).reduce((sum, { length: bytes }) => sum + bytes, 0);
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: length }), { maxLength: 12 }), (cuts) => {
        const store = new MemoryTapeStore();
        const reading = new TapeReading(store);
        const items: TapeItem[] = [];
        let written = 0;
        for (const cut of [...cuts.toSorted((a, b) => a - b), length]) {
          write(store, written, cut);
          written = cut;
          items.push(...reading.items('growing'));
        }
        expect(reading.isRewritten).toBe(false);
        expect([...items, ...reading.items()]).toEqual(whole);
      }),
    );
  });

  it('has its last words waited for, and is torn only when nobody writes any more', () => {
    const bytes = long[FIRST]!;
    const store = MemoryTapeStore.of({ [FIRST]: bytes.slice(0, offsetsIn(bytes).at(-3)! + 5) });
    const reading = new TapeReading(store);
    expect(faultsOf([...reading.items('growing')])).toEqual([]);
    expect([...reading.items('growing')]).toEqual([]);
    expect([...reading.items()]).toMatchObject([{ kind: 'torn', bytes: 5 }]);
  });

  it('is damaged where a later page can be read', () => {
    const broken = long[FIRST]!.slice();
    broken[offsetsIn(broken)[4]! + 9]! ^= 1;
    const store = MemoryTapeStore.of({ [FIRST]: broken });
    const growing = [...new TapeReading(store).items('growing')];
    expect(faultsOf(growing)).toMatchObject([{ kind: 'damage', code: 'bad-checksum' }]);
    expect(growing).toEqual(itemsOf(store).slice(0, growing.length));
  });

  it('says what went before it was read', () => {
    const store = MemoryTapeStore.of({ [FIRST]: long[FIRST]!.slice(0, -80) });
    const reading = new TapeReading(store);
    const before = [...reading.items('growing')];
    store.remove(FIRST);
    for (const name of Object.keys(long).slice(2)) store.create(name).append(long[name]!);
    const items = [...reading.items('growing')];
    expect(before.length).toBeGreaterThan(3);
    expect(faultsOf(items)).toMatchObject([
      { kind: 'damage', code: 'missing-segment', segment: 1 },
    ]);
  });

  it('is rewritten where less of it is there than was read, or something else goes on behind', () => {
    const bytes = long[FIRST]!;
    const [end, later] = [offsetsIn(bytes).at(-3)!, offsetsIn(bytes).at(-5)!];
    const store = MemoryTapeStore.of({ [FIRST]: bytes.slice(0, end) });
    const shorter = new TapeReading(store);
    expect([...shorter.items('growing')].length).toBeGreaterThan(3);
    store.reopen(FIRST, later);
    expect([...shorter.items('growing')]).toEqual([]);
    expect(shorter.isRewritten).toBe(true);

    const other = MemoryTapeStore.of({ [FIRST]: bytes.slice(0, end) });
    const changed = new TapeReading(other);
    expect([...changed.items('growing')].length).toBeGreaterThan(3);
    other.reopen(FIRST, end).append(bytes.subarray(end + 3));
    other.create('000002.tape').append(long['000002.tape']!);
    expect([...changed.items('growing')]).toEqual([]);
    expect(changed.isRewritten).toBe(true);
  });
});

describe('a page', () => {
  it('is begun at like the first, and all behind it is the same', () => {
    const head = whole.find(({ kind }) => kind === 'header') as TapeItem & TapeHead;
    const pages = whole.flatMap((item) => (item.kind === 'page' ? [item] : []));
    expect(pages.length).toBeGreaterThan(10);
    for (const page of pages) {
      const items = [...readTapeFrom(MemoryTapeStore.of(long), head, page)];
      expect(items).toEqual(whole.slice(whole.indexOf(page)));
    }
  });
});

/** Up to so many bytes of all segments, one behind the other. */
function write(store: MemoryTapeStore, from: number, to: number): void {
  let start = 0;
  for (const [name, bytes] of Object.entries(long)) {
    const part = bytes.subarray(Math.max(0, from - start), Math.max(0, to - start));
    const has = store.list().includes(name);
    if (to > start && !has) store.create(name).append(part);
    else if (part.length > 0) store.reopen(name, store.bytes(name).length).append(part);
    start += bytes.length;
  }
}
