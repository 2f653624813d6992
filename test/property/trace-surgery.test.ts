import { describe, expect, it } from 'vitest';
import { show } from '../../src/trace/reading/show.ts';
import { MemoryTapeStore } from '../../src/trace/store/memory-tape-store.ts';
import { recordTable } from '../../src/trace/format/record-table.ts';
import { FRAME_BYTES, PREFIX_BYTES, segmentName } from '../../src/trace/format/segment-format.ts';
import type { Verdict } from '../../src/trace/replay/verdict.ts';
import { realTape, type Segments, verdictOn } from '../support/real-tape.ts';
import { joined, offsetsIn, partsOf } from '../support/surgery.ts';
import { faultsOf, itemsOf } from '../support/tapes.ts';

const FIRST = segmentName(1);
const one = realTape({ turns: 30 })[FIRST]!;
const many = realTape({ turns: 45, segmentBytesMax: 1_200 });
const names = Object.keys(many);
const last = names.at(-1)!;

it('these laws are about many pages and many segments', () => {
  expect(partsOf(one).pages.length).toBeGreaterThan(5);
  expect(names.length).toBeGreaterThan(3);
  expect([verdictOn({ [FIRST]: one }).verdict, verdictOn(many).verdict]).toEqual(['same', 'same']);
});

describe('pages', () => {
  const { start, pages } = partsOf(one);
  const placeOf = (page: number) => joined(start, ...pages.slice(0, page)).length;
  const withPages = (list: readonly Uint8Array[]) => ({ [FIRST]: joined(start, ...list) });

  it('that were swapped are named by the first of them', () => {
    forPairs(pages.length, (low, high) => {
      const swapped = pages.with(low, pages[high]!).with(high, pages[low]!);
      expectNamed(withPages(swapped), 1, placeOf(low));
    });
  });

  it('that were doubled are named, wherever the other one lies', () => {
    forPairs(pages.length + 1, (low, high) => {
      const [page] = pages.slice(low, low + 1);
      const doubled = [...pages.slice(0, high), page!, ...pages.slice(high)];
      expectNamed(withPages(doubled), 1, placeOf(high));
      if (high === pages.length) return;
      const early = [...pages.slice(0, low), pages[high]!, ...pages.slice(low)];
      expectNamed(withPages(early), 1, placeOf(low));
    });
  });

  it('that are missing are named where they were', () => {
    for (const page of pages.keys()) {
      const rest = [...pages.slice(0, page), ...pages.slice(page + 1)];
      // The last one takes the word with it that the run ended.
      if (page === pages.length - 1) expect(verdictOn(withPages(rest)).verdict).toBe('torn');
      else expectNamed(withPages(rest), 1, placeOf(page));
    }
  });

  it('that came from another segment, or another run, are no pages of this one', () => {
    const others = [
      ...names.slice(1).map((name) => many[name]!),
      realTape({ run: 'run-2' })[FIRST]!,
    ];
    for (const other of others) {
      const [foreign] = partsOf(other).pages;
      for (const name of names.slice(0, -1)) {
        if (many[name] === other) continue;
        const own = partsOf(many[name]!);
        const mixed = { ...many, [name]: joined(own.start, foreign!, ...own.pages.slice(1)) };
        expectNamed(mixed, names.indexOf(name) + 1, own.start.length);
      }
    }
  });
});

describe('records', () => {
  const offsets = offsetsIn(one);
  const records = offsets.slice(0, -1).map((offset, i) => one.slice(offset, offsets[i + 1]));
  const withRecords = (list: readonly Uint8Array[]) => ({
    [FIRST]: joined(one.slice(0, offsets[0]), ...list),
  });

  it('that are missing, doubled or swapped with the next never leave it the same', () => {
    for (const [i, record] of records.entries()) {
      const before = records.slice(0, i);
      const after = records.slice(i + 1);
      expectNotSame(withRecords([...before, ...after]));
      expectNotSame(withRecords([...before, record, record, ...after]));
      const [next, ...rest] = after;
      if (next === undefined || saysTheSameAnywhere(record) || saysTheSameAnywhere(next)) continue;
      expectNotSame(withRecords([...before, next, record, ...rest]));
    }
  });
});

describe('segments', () => {
  it('that were swapped are named by the first of them', () => {
    forPairs(names.length, (low, high) => {
      const [one, other] = [names[low]!, names[high]!];
      expectMisplaced({ ...many, [one]: many[other]!, [other]: many[one]! }, low + 1);
    });
  });

  it('that stand for another one too are named', () => {
    forPairs(names.length, (low, high) => {
      const [one, other] = [names[low]!, names[high]!];
      expectMisplaced({ ...many, [other]: many[one]! }, high + 1);
      expectMisplaced({ ...many, [one]: many[other]! }, low + 1);
    });
    for (const name of names) {
      expectMisplaced({ ...many, [segmentName(names.length + 1)]: many[name]! }, names.length + 1);
      expectMisplaced({ [segmentName(0)]: many[name]!, ...many }, 0);
    }
  });

  it('that were renamed to close the ranks are named', () => {
    for (const gone of names.keys()) {
      if (gone === names.length - 1) continue;
      const rest = names.filter((_, i) => i !== gone).map((name) => many[name]!);
      const closed = Object.fromEntries(rest.map((bytes, i) => [segmentName(i + 1), bytes]));
      expectMisplaced(closed, gone + 1);
    }
  });

  it('that are missing are named, but for the oldest: then the tape begins later, and says so', () => {
    for (const [i, name] of names.entries()) {
      const rest = Object.fromEntries(Object.entries(many).filter(([other]) => other !== name));
      const { verdict, fromTurn, gaps } = verdictOn(rest);
      if (i === 0) expect([verdict, fromTurn! > 1, gaps]).toEqual(['same', true, []]);
      else expectNamed(rest, i + 1, 0);
    }
  });

  it('of another run are named, and of one that has the same name found out', () => {
    const strange = realTape({ run: 'run-2', turns: 45, segmentBytesMax: 1_200 });
    for (const [i, name] of names.entries()) {
      // Where it comes first it is the run, and all others are strange.
      expectMisplaced({ ...many, [name]: strange[name]! }, i === 0 ? 2 : i + 1);
    }
    const other = realTape({ seed: 4, turns: 45, segmentBytesMax: 1_200 });
    for (const name of names.slice(1)) {
      if (other[name] !== undefined) expectNotSame({ ...many, [name]: other[name] });
    }
  });

  it('that were cut anywhere are named, and only the last one is torn', () => {
    for (const name of names) {
      for (const offset of offsetsIn(many[name]!).slice(0, -1)) {
        if (offset % 3 !== 0) continue;
        const cut = { ...many, [name]: many[name]!.slice(0, offset + 3) };
        const verdict = expectNotSame(cut);
        expect(verdict.verdict).toBe(name === last ? 'torn' : 'damaged');
        const [fault] = faultsOf(itemsOf(MemoryTapeStore.of(cut)));
        expect(fault).toMatchObject({ segment: names.indexOf(name) + 1, offset });
      }
    }
  });
});

/** A name before its use, and what time it was by the wall's clock. */
function saysTheSameAnywhere(record: Uint8Array): boolean {
  const number = record[FRAME_BYTES];
  return number === recordTable.name.number || number === recordTable.clock.number;
}

function forPairs(count: number, each: (low: number, high: number) => void): void {
  for (let low = 0; low < count; low += 1) {
    for (let high = low + 1; high < count; high += 1) each(low, high);
  }
}

/** The first segment there is tells which run it is of, so only its number can be wrong: in its header. */
function expectMisplaced(segments: Segments, segment: number): void {
  const isFirst = Object.keys(segments).toSorted()[0] === segmentName(segment);
  expectNamed(segments, segment, isFirst ? PREFIX_BYTES : 0);
}

/** It is found where it begins, by whoever replays it and whoever looks at it. */
function expectNamed(segments: Segments, segment: number, offset: number): void {
  const { verdict, gaps } = expectNotSame(segments);
  expect({ verdict, place: gaps[0] }).toEqual({
    verdict: 'damaged',
    place: expect.objectContaining({ segment, offset }),
  });
}

function expectNotSame(segments: Segments): Verdict {
  const verdict = verdictOn(segments);
  expect(verdict.verdict).not.toBe('same');
  const events = [...show(MemoryTapeStore.of(segments))].map(({ event }) => event);
  const told = ['damage', 'torn', 'unclosed', 'unreadable'];
  const isTold = verdict.verdict === 'different' || events.some((event) => told.includes(event));
  expect({ verdict, isTold }).toEqual({ verdict, isTold: true });
  return verdict;
}
