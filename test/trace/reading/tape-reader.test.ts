import { describe, expect, it } from 'vitest';
import { limits } from '../../../src/protocol/limits.ts';
import { MemoryTapeStore } from '../../../src/trace/store/memory-tape-store.ts';
import type { TapeStore } from '../../../src/trace/store/tape-store.ts';
import type { TapeItem } from '../../../src/trace/reading/tape-item.ts';
import { sealed } from '../../support/sealed.ts';
import { joined, partsOf } from '../../support/surgery.ts';
import {
  faultsOf,
  itemsOf,
  quietTurns,
  recordsOf,
  segmentsOf,
  smallSizes,
  tapeOf,
} from '../../support/tapes.ts';

const FIRST = '000001.tape';
const tape = segmentsOf(tapeOf(quietTurns(22), { sizes: smallSizes }).store)[FIRST]!;
const { start, pages } = partsOf(tape);
const [one, two, three] = pages as [Uint8Array, Uint8Array, Uint8Array];

describe('pages', () => {
  it('are found missing', () => {
    const [fault] = faultsIn(joined(start, one, three));
    expect(fault).toMatchObject({ kind: 'damage', code: 'misplaced-page', toTurn: null });
  });

  it('are found doubled', () => {
    const [fault] = faultsIn(joined(start, one, one, two, three));
    expect(fault).toMatchObject({ code: 'misplaced-page', offset: start.length + one.length });
  });

  it('are found swapped, and reading goes on behind them', () => {
    const swappable = segmentsOf(
      tapeOf(quietTurns(40), { sizes: { ...smallSizes, segmentBytesMax: 10_000 } }).store,
    )[FIRST]!;
    const { start, pages } = partsOf(swappable);
    const [first, second, third, ...rest] = pages as [Uint8Array, Uint8Array, Uint8Array];
    const turns = pageTurns(swappable);
    expect(faultsIn(joined(start, first, third, second, ...rest))).toEqual([
      {
        kind: 'damage',
        code: 'misplaced-page',
        segment: 1,
        offset: start.length + first.length,
        bytes: second.length + third.length,
        fromTurn: turns[1],
        toTurn: turns[3]! - 1,
      },
    ]);
  });
});

describe('records', () => {
  it('that stand behind the footer are past the end', () => {
    const again = sealed(9, [22, 22_000, 'more']);
    expect(faultsIn(joined(tape, again))).toMatchObject([
      { kind: 'damage', code: 'past-the-end', offset: tape.length, bytes: again.length },
    ]);
    for (const rest of [Buffer.alloc(4), Buffer.alloc(900), Buffer.from('garbage behind it')]) {
      expect(faultsIn(joined(tape, rest))).toMatchObject([
        { kind: 'damage', code: 'past-the-end', offset: tape.length, bytes: rest.length },
      ]);
    }
  });

  it('of kinds that nobody knows yet are passed over', () => {
    const unclosed = segmentsOf(tapeOf(quietTurns(3), { closes: false }).store)[FIRST]!;
    const known = sealed(9, [3, 3_000, 'known']);
    const items = itemsIn(joined(unclosed, sealed(99, ['whatever']), known));
    expect(items.slice(-2)).toMatchObject([{ kind: 'mark', text: 'known' }, { kind: 'unclosed' }]);
  });

  it('that do not go on with the turns are out of order', () => {
    const unclosed = segmentsOf(tapeOf(quietTurns(3), { closes: false }).store)[FIRST]!;
    const skipped = sealed(4, [5, 9_000, 12, 'node#tick']);
    const late = sealed(4, [4, 1, 12, 'node#tick']);
    const doubled = sealed(5, [3]);
    for (const record of [skipped, late, doubled]) {
      expect(faultsIn(joined(unclosed, record))).toMatchObject([
        { kind: 'damage', code: 'out-of-order', offset: unclosed.length, fromTurn: 4 },
      ]);
    }
  });

  it('are believed only up to limits.recordBytesMax', () => {
    const unclosed = segmentsOf(tapeOf(quietTurns(3), { closes: false }).store)[FIRST]!;
    const claim = Buffer.alloc(1_000);
    claim.writeUInt32BE(limits.recordBytesMax + 1);
    expect(faultsIn(joined(unclosed, claim))).toEqual([
      {
        kind: 'damage',
        code: 'bad-length',
        segment: 1,
        offset: unclosed.length,
        bytes: claim.length,
        fromTurn: 4,
        toTurn: null,
      },
    ]);
    claim.writeUInt32BE(limits.recordBytesMax);
    expect(faultsIn(joined(unclosed, claim))).toEqual([
      { kind: 'torn', segment: 1, offset: unclosed.length, bytes: claim.length },
    ]);
  });

  it('that were written whole and cannot be believed are damage, also as the last of all', () => {
    const unclosed = segmentsOf(tapeOf(quietTurns(3), { closes: false }).store)[FIRST]!;
    const mark = sealed(9, [3, 3_000, 'a mark']);
    mark[mark.length - 1]! ^= 1;
    const damage = { kind: 'damage', code: 'bad-checksum', offset: unclosed.length };
    expect(faultsIn(joined(unclosed, mark))).toMatchObject([{ ...damage, bytes: mark.length }]);
    const more = joined(unclosed, mark, sealed(9, [3, 3_000, 'another']));
    const bytes = more.length - unclosed.length;
    expect(faultsIn(more)).toMatchObject([{ ...damage, bytes, fromTurn: 4, toTurn: null }]);
  });

  it('of a tape that ends whole are damage, where one claims to go on behind its end', () => {
    const items = itemsIn(tape);
    const { offset } = items.findLast(({ kind }) => kind === 'steps') as { offset: number };
    const claim = Buffer.from(tape);
    claim.writeUInt32BE(tape.length, offset);
    expect(faultsIn(claim)).toMatchObject([
      { kind: 'damage', code: 'bad-length', offset, bytes: tape.length - offset, toTurn: null },
    ]);
  });

  it('can name no more than limits.pageNamesMax names, of limits.tapeNameUnitsMax each', () => {
    const empty = segmentsOf(tapeOf([() => []], { closes: false }).store)[FIRST]!;
    const names = Array.from({ length: limits.pageNamesMax }, (_, i) => sealed(3, [i + 1, 'n']));
    expect(faultsIn(joined(empty, ...names))).toMatchObject([{ kind: 'unclosed' }]);
    const over = sealed(3, [limits.pageNamesMax + 1, 'n']);
    expect(faultsIn(joined(empty, ...names, over))).toMatchObject([{ code: 'out-of-order' }]);
    const long = sealed(3, [1, 'n'.repeat(limits.tapeNameUnitsMax + 1)]);
    expect(faultsIn(joined(empty, long))).toMatchObject([{ code: 'out-of-order' }]);
  });
});

describe('a trace', () => {
  it('of a later format is newer', () => {
    const newer = tape.slice();
    newer[9] = 2;
    expect(itemsIn(newer)).toEqual([{ kind: 'newer', format: 2 }]);
  });

  it('that is something else is unreadable, and so is none at all', () => {
    expect(itemsIn(Buffer.from('#!/bin/sh\necho no tape\n'))).toEqual([
      { kind: 'unreadable', text: 'this is no segment of a trace' },
    ]);
    expect(itemsOf(new MemoryTapeStore())).toEqual([
      { kind: 'unreadable', text: 'no trace is here' },
    ]);
  });

  it('that nobody closed says so, and is whole', () => {
    const { store, written } = tapeOf(quietTurns(3), { closes: false });
    const items = itemsOf(store);
    expect(recordsOf(items)).toEqual(written);
    expect(faultsOf(items)).toEqual([
      { kind: 'unclosed', segment: 1, offset: store.bytes(FIRST).length },
    ]);
  });

  it('ends whole if its node died between making a segment and writing to it', () => {
    const unclosed = segmentsOf(tapeOf(quietTurns(3), { closes: false }).store)[FIRST]!;
    const store = MemoryTapeStore.of({ [FIRST]: unclosed, '000002.tape': new Uint8Array() });
    expect(faultsOf(itemsOf(store))).toEqual([
      { kind: 'unclosed', segment: 1, offset: unclosed.length },
    ]);
  });

  it('ends torn if its node died after it said that it goes on', () => {
    const long = segmentsOf(tapeOf(quietTurns(60), { sizes: smallSizes }).store);
    const store = MemoryTapeStore.of({ [FIRST]: long[FIRST]!, '000002.tape': new Uint8Array() });
    expect(faultsOf(itemsOf(store))).toEqual([{ kind: 'torn', segment: 2, offset: 0, bytes: 0 }]);
    const zeros = MemoryTapeStore.of({ [FIRST]: long[FIRST]!, '000002.tape': new Uint8Array(90) });
    expect(faultsOf(itemsOf(zeros))).toEqual([{ kind: 'torn', segment: 2, offset: 0, bytes: 90 }]);
  });

  it('loses a turn whose steps are lost', () => {
    const steps = itemsIn(tape).flatMap((item) => (item.kind === 'steps' ? [item] : []));
    const { turn, offset } = steps[4]!;
    const broken = tape.slice();
    broken[offset + 9]! ^= 1;
    expect(faultsIn(broken)).toMatchObject([
      { kind: 'damage', code: 'bad-checksum', offset, fromTurn: turn },
    ]);
  });
});

describe('a trace that is recorded while it is read', () => {
  const long = segmentsOf(tapeOf(quietTurns(80), { sizes: smallSizes }).store);
  const names = Object.keys(long);

  /** Something happens to it once so many of its segments were opened. */
  function readWhile(store: MemoryTapeStore, opened: number, happens: () => void): TapeItem[] {
    let opens = 0;
    const open = (name: string) => {
      const source = store.open(name);
      opens += 1;
      if (opens === opened) happens();
      return source;
    };
    return itemsOf(Object.assign(Object.create(store) as MemoryTapeStore, { open }));
  }

  it('has enough segments, or this says little', () => {
    expect(names.length).toBeGreaterThan(3);
  });

  it('begins with the segment that is the first by then', () => {
    const store = MemoryTapeStore.of(long);
    const list = () => {
      const listed = store.list();
      store.remove(names[0]!);
      return listed;
    };
    const items = itemsOf(Object.assign(Object.create(store) as MemoryTapeStore, { list }));
    expect(items[0]).toMatchObject({ kind: 'header', segment: 2 });
    expect(faultsOf(items)).toEqual([]);
  });

  it('goes on with what was begun meanwhile', () => {
    const last = names.at(-1)!;
    const store = MemoryTapeStore.of(long);
    store.remove(last);
    const items = readWhile(store, names.length - 1, () => {
      store.create(last).append(long[last]!);
    });
    expect(items).toEqual(itemsOf(MemoryTapeStore.of(long)));
  });

  it('ends where it ended when its last segment was opened', () => {
    const { store: unclosed } = tapeOf(quietTurns(3), { closes: false });
    const items = readWhile(unclosed, 1, () => {
      unclosed.create('000002.tape').append(long['000002.tape']!);
    });
    expect(faultsOf(items)).toMatchObject([{ kind: 'unclosed', segment: 1 }]);
  });

  it('says what is missing where segments went faster than they were read', () => {
    const store = MemoryTapeStore.of(long);
    const items = readWhile(store, 1, () => {
      store.remove(names[0]!);
      store.remove(names[1]!);
    });
    expect(faultsOf(items)).toMatchObject([
      { kind: 'damage', code: 'missing-segment', segment: 2 },
    ]);
  });
});

describe('a trace without its first segments', () => {
  it('is whole, and begins at a later turn', () => {
    const long = segmentsOf(tapeOf(quietTurns(80), { sizes: smallSizes }).store);
    const store = MemoryTapeStore.of(long);
    const all = itemsOf(store);
    store.remove('000001.tape');
    const items = itemsOf(store);
    expect(faultsOf(items)).toEqual([]);
    expect(items).toEqual(
      all.slice(all.findIndex((item) => 'segment' in item && item.segment === 2)),
    );
  });
});

describe('reading', () => {
  it('holds no more of a tape than a window, however long it is', () => {
    const { store } = tapeOf(quietTurns(12_000));
    const { size, longest } = readSizes(store);
    expect(size).toBeGreaterThan(500_000);
    expect(longest).toBe(262_144);
  });

  it('asks for no more than there is, whatever a length claims', () => {
    const claim = Buffer.alloc(100);
    claim.writeUInt32BE(limits.recordBytesMax);
    const { size, longest } = readSizes(MemoryTapeStore.of({ [FIRST]: joined(tape, claim) }));
    expect(longest).toBe(size);
  });
});

function readSizes(store: MemoryTapeStore): { size: number; longest: number } {
  const sizes: number[] = [];
  const { size } = store.open(FIRST);
  const measured: TapeStore = Object.assign(Object.create(store) as MemoryTapeStore, {
    open: (name: string) => {
      const source = store.open(name);
      const read = (offset: number, into: Uint8Array) => {
        sizes.push(into.length);
        return source.read(offset, into);
      };
      return { ...source, read };
    },
  });
  itemsOf(measured);
  return { size, longest: Math.max(...sizes) };
}

function itemsIn(segment: Uint8Array): TapeItem[] {
  return itemsOf(MemoryTapeStore.of({ [FIRST]: segment }));
}

function faultsIn(segment: Uint8Array): TapeItem[] {
  return faultsOf(itemsIn(segment));
}

function pageTurns(segment: Uint8Array): number[] {
  return itemsIn(segment).flatMap((item) => (item.kind === 'page' ? [item.turn] : []));
}
