import { describe, expect, it } from 'vitest';
import { limits } from '../../../src/protocol/limits.ts';
import { MemoryTapeStore } from '../../../src/trace/store/memory-tape-store.ts';
import { TapeError } from '../../../src/trace/format/tape-error.ts';
import { TapeWriter } from '../../../src/trace/writing/tape-writer.ts';
import { SmallDisk } from '../../support/small-disk.ts';
import { head, itemsOf, quietTurns, segmentsOf, tapeOf } from '../../support/tapes.ts';
import type { Scene } from '../../support/any-tape.ts';

const checkpoint = { kind: 'checkpoint', turn: 0, at: 0, state: null } as const;

function inputOf(turn: number, timer = 'node#tick') {
  return { kind: 'input', turn, input: { type: 'timer.fired', timer, at: turn } } as const;
}

function stepsOf(turn: number, actor: string) {
  const step = { actor, event: 'e', state: 's', guard: null, changes: [], effects: [] };
  return { kind: 'steps', turn, steps: [step] } as const;
}

describe('sizes', () => {
  it('begin a page once one is over limits.pageBytesMax', () => {
    const items = itemsOf(tapeOf(quietTurns(3_000)).store);
    const pages = items.flatMap((item) => (item.kind === 'page' ? [item.offset] : []));
    const lengths = pages.slice(1).map((offset, index) => offset - pages[index]!);
    expect(lengths.length).toBeGreaterThan(1);
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(limits.pageBytesMax);
    expect(Math.max(...lengths)).toBeLessThan(limits.pageBytesMax + 200);
  });

  it('ask for a checkpoint, and with it the next segment, at limits.segmentBytesMax', () => {
    const segmentBytesMax = 2_000;
    const { store } = tapeOf(quietTurns(200), { sizes: { ...limits, segmentBytesMax } });
    const lengths = Object.values(segmentsOf(store)).map(({ length }) => length);
    expect(lengths.length).toBeGreaterThan(2);
    expect(Math.min(...lengths.slice(0, -1))).toBeGreaterThanOrEqual(segmentBytesMax);
    expect(Math.max(...lengths)).toBeLessThan(segmentBytesMax + 200);
    const kinds = itemsOf(store).map(({ kind }) => kind);
    const headers = kinds.flatMap((kind, index) => (kind === 'header' ? [index] : []));
    for (const index of headers) {
      expect(kinds.slice(index, index + 3)).toEqual(['header', 'page', 'checkpoint']);
    }
  });

  it('ask for a checkpoint every limits.checkpointTurns turns', () => {
    const sizes = { ...limits, checkpointTurns: 10 };
    const items = itemsOf(tapeOf(quietTurns(35), { sizes }).store);
    const turns = items.flatMap((item) => (item.kind === 'checkpoint' ? [item.turn] : []));
    expect(turns).toEqual([0, 10, 20, 30]);
  });

  it('ask for a checkpoint that had no room only after limits.checkpointTurns turns more', () => {
    const sizes = { ...limits, checkpointTurns: 10, segmentBytesMax: 10 };
    const writer = new TapeWriter(new MemoryTapeStore(), head, sizes);
    const fill = (turn: number) => writer.write(inputOf(turn, 'x'.repeat(600)));
    writer.write(checkpoint);
    fill(1);
    expect(writer.wantsCheckpoint).toBe(true);
    writer.postponeCheckpoint();
    const wanted: number[] = [];
    for (let turn = 2; turn <= 25; turn += 1) {
      writer.write(inputOf(turn));
      if (writer.wantsCheckpoint) {
        wanted.push(turn);
        writer.postponeCheckpoint();
      }
    }
    expect(wanted).toEqual([11, 21]);
    writer.write({ ...checkpoint, turn: 25, at: 25 });
    fill(26);
    expect(writer.wantsCheckpoint).toBe(true);
  });

  it('ask for no next segment before this one has as much of the run as of its checkpoint', () => {
    const writer = new TapeWriter(new MemoryTapeStore(), head, { ...limits, segmentBytesMax: 10 });
    writer.write({ ...checkpoint, state: 'x'.repeat(1_000) });
    expect(writer.wantsCheckpoint).toBe(false);
    writer.write(inputOf(1, 'x'.repeat(600)));
    expect(writer.wantsCheckpoint).toBe(false);
    writer.write(inputOf(2, 'x'.repeat(900)));
    expect(writer.wantsCheckpoint).toBe(true);
  });

  it('refuse a record over limits.recordBytesMax, and write on without it', () => {
    const store = new MemoryTapeStore();
    const writer = new TapeWriter(store, head, { ...limits, recordBytesMax: 300 });
    writer.write(checkpoint);
    writer.write({ kind: 'mark', turn: 0, at: 0, text: 'x'.repeat(290) });
    const long = { kind: 'mark', turn: 0, at: 0, text: 'x'.repeat(300) } as const;
    expect(() => writer.write(long)).toThrow(new RangeError('a record over recordBytesMax'));
    writer.write(inputOf(1));
    writer.close();
    const kinds = itemsOf(store).map(({ kind }) => kind);
    expect(kinds).toEqual(['header', 'page', 'checkpoint', 'mark', 'input', 'footer']);
  });

  it('let no more than limits.tapeBufferBytesMax wait in memory', () => {
    const store = new MemoryTapeStore();
    const writer = new TapeWriter(store, head);
    writer.write(checkpoint);
    const before = store.bytes('000001.tape').length;
    writer.write({ kind: 'mark', turn: 0, at: 0, text: 'x'.repeat(limits.tapeBufferBytesMax / 2) });
    expect(store.bytes('000001.tape').length).toBe(before);
    writer.write({ kind: 'mark', turn: 0, at: 0, text: 'x'.repeat(limits.tapeBufferBytesMax / 2) });
    expect(store.bytes('000001.tape').length).toBeGreaterThan(limits.tapeBufferBytesMax);
    writer.abandon();
  });

  it('write names out where limits.pageNamesMax or limits.tapeNameUnitsMax have no room', () => {
    const count = limits.pageNamesMax + 10;
    const names = Array.from({ length: count }, (_, index) => `node/o${index}`);
    names.push('n'.repeat(limits.tapeNameUnitsMax), 'n'.repeat(limits.tapeNameUnitsMax + 1));
    const scenes = names.map<Scene>((name) => (turn) => [inputOf(turn), stepsOf(turn, name)]);
    const sizes = { ...limits, pageBytesMax: 10_000_000 };
    const items = itemsOf(tapeOf(scenes, { sizes }).store);
    const found = items.flatMap((item) => (item.kind === 'steps' ? item.steps : []));
    expect(found.map(({ actor }) => actor)).toEqual(names);
  });
});

describe('a writer', () => {
  it('never writes where a trace lies already', () => {
    const { store } = tapeOf(quietTurns(3));
    const before = segmentsOf(store);
    expect(() => new TapeWriter(store, head)).toThrow(
      new TapeError('exists', 'there is a trace already'),
    );
    expect(segmentsOf(store)).toEqual(before);
  });

  it('begins with a checkpoint, at whatever turn the run is', () => {
    const store = new MemoryTapeStore();
    const writer = new TapeWriter(store, head);
    expect(writer.wantsCheckpoint).toBe(true);
    expect(() => writer.write(inputOf(8))).toThrow(RangeError);
    writer.write({ ...checkpoint, turn: 7 });
    expect(writer.wantsCheckpoint).toBe(false);
    writer.write(inputOf(8));
    writer.close();
    expect(itemsOf(store)).toMatchObject([
      { kind: 'header', format: 1, segment: 1, turn: 8, ...head },
      { kind: 'page', page: 1, turn: 8 },
      { kind: 'checkpoint', turn: 7 },
      { kind: 'input', turn: 8 },
      { kind: 'footer', turn: 9 },
    ]);
  });

  it('refuses what is out of order, which a reader would take for damage', () => {
    const writer = new TapeWriter(new MemoryTapeStore(), head);
    writer.write(checkpoint);
    writer.write(inputOf(1));
    expect(() => writer.write(inputOf(1))).toThrow('input of turn 1 is out of order');
    expect(() => writer.write(stepsOf(2, 'node'))).toThrow('steps of turn 2 is out of order');
    expect(() => writer.write({ ...checkpoint, turn: 0 })).toThrow('is out of order');
  });

  it('takes nothing after its end, and ends once', () => {
    const store = new MemoryTapeStore();
    const writer = new TapeWriter(store, head);
    writer.write(checkpoint);
    writer.close();
    const before = segmentsOf(store);
    writer.close();
    writer.flush();
    expect(() => writer.write(inputOf(1))).toThrow(new TapeError('io', 'the tape has ended'));
    expect(segmentsOf(store)).toEqual(before);
  });

  it('writes no more once a write has failed, perhaps within a record', () => {
    const disk = new SmallDisk();
    const writer = new TapeWriter(disk, head);
    writer.write(checkpoint);
    writer.flush();
    disk.roomBytes = 20;
    writer.write(inputOf(1));
    expect(() => writer.flush()).toThrow('no space left');
    expect(() => writer.write(inputOf(2))).toThrow('the tape has ended');
    const before = segmentsOf(disk);
    writer.close();
    expect(segmentsOf(disk)).toEqual(before);
    expect(itemsOf(disk).at(-1)).toMatchObject({ kind: 'torn', bytes: 20 });
  });
});
