import { describe, expect, it } from 'vitest';
import { limits } from '../../../src/protocol/limits.ts';
import { machines } from '../../../src/node/running/machines.ts';
import { replay } from '../../../src/trace/replay/replay.ts';
import { MemoryTapeStore } from '../../../src/trace/store/memory-tape-store.ts';
import { SmallDisk } from '../../support/small-disk.ts';
import { TapedTurns } from '../../support/taped-turns.ts';
import { faultsOf, itemsOf, segmentsOf } from '../../support/tapes.ts';

const code = 'the code of this test';
const full = 'no space left on device';

describe('a tape that breaks', () => {
  it('is said once, tried again after limits.tapeRetryMs, and goes on behind a gap', () => {
    const disk = new SmallDisk();
    const node = new TapedTurns(disk);
    node.start();
    node.flush();
    disk.roomBytes = 100;
    node.wait(10, 0);
    node.flush();
    expect(node.said).toEqual([full]);
    disk.roomBytes = Infinity;
    node.wait(1, limits.tapeRetryMs - 1);
    expect(node.said).toEqual([full]);
    node.wait(1, 1);
    const lost = { fromTurn: 3, toTurn: 13 };
    expect(node.said).toEqual([full, lost]);
    node.wait(2);
    node.recorder.close();
    expect(faultsOf(itemsOf(disk))).toEqual([]);
    expect(Object.keys(segmentsOf(disk))).toEqual(['000001.tape', '000002.tape']);
    const gaps = [
      { segment: 2, offset: expect.any(Number), bytes: 0, ...lost, code: 'trace-failed' },
    ];
    expect(replay(disk, { machines, code })).toMatchObject({ verdict: 'same', turns: 5, gaps });
  });

  it('begins its next segment with the gap, and then a checkpoint', () => {
    const disk = new SmallDisk();
    const node = new TapedTurns(disk);
    node.start();
    disk.roomBytes = 0;
    node.flush();
    disk.roomBytes = Infinity;
    node.wait(1, limits.tapeRetryMs);
    node.recorder.close();
    const items = itemsOf(disk);
    expect(items.slice(items.findLastIndex(({ kind }) => kind === 'header'))).toMatchObject([
      { kind: 'header', turn: 1 },
      { kind: 'page', turn: 1 },
      { kind: 'gap', fromTurn: 1, toTurn: 2 },
      { kind: 'checkpoint', turn: 2 },
      { kind: 'clock' },
      { kind: 'input', turn: 3 },
      { kind: 'steps' },
      { kind: 'footer', turn: 4 },
    ]);
  });

  it('loses no turn of a node that had nothing to do meanwhile', () => {
    const disk = new SmallDisk();
    const node = new TapedTurns(disk, { ...limits, segmentBytesMax: 1 });
    node.start();
    node.flush();
    disk.takesFiles = false;
    // Each turn wants a segment of its own, once it has as much as its checkpoint.
    while (node.said.length === 0) node.wait(1, 0);
    const { turn } = node.system;
    disk.takesFiles = true;
    node.wait(1, limits.tapeRetryMs);
    expect(node.said).toEqual(['permission denied', null]);
    node.recorder.close();
    expect(faultsOf(itemsOf(disk))).toEqual([]);
    expect(replay(disk, { machines, code })).toMatchObject({
      verdict: 'same',
      turns: turn + 1,
      gaps: [],
    });
  });

  it('says nothing more if it never works again, and leaves a tape that is torn', () => {
    const disk = new SmallDisk();
    const node = new TapedTurns(disk);
    node.start();
    node.flush();
    disk.roomBytes = 10;
    for (let i = 0; i < 5; i += 1) {
      node.wait(3, limits.tapeRetryMs);
      node.flush();
    }
    node.recorder.close();
    expect(node.said).toEqual([full]);
    expect(replay(disk, { machines, code })).toMatchObject({ verdict: 'torn', turns: 2, gaps: [] });
  });

  it('is tried once more when the run ends, however soon', () => {
    const disk = new SmallDisk();
    const node = new TapedTurns(disk);
    node.start();
    disk.roomBytes = 50;
    node.flush();
    disk.roomBytes = Infinity;
    node.recorder.close();
    expect(node.said).toEqual([full, { fromTurn: 1, toTurn: 2 }]);
    expect(itemsOf(disk).at(-1)).toMatchObject({ kind: 'footer', turn: 3 });
  });

  it('is tried again with a flush too, once it is time', () => {
    const disk = new SmallDisk();
    const node = new TapedTurns(disk);
    node.start();
    disk.roomBytes = 0;
    node.flush();
    disk.roomBytes = Infinity;
    const due = node.system.at + limits.tapeRetryMs * 1_000;
    node.recorder.flush(due - 1);
    expect(node.said).toEqual([full]);
    node.recorder.flush(due);
    expect(node.said).toEqual([full, { fromTurn: 1, toTurn: 2 }]);
  });

  it('can break again, and says so again', () => {
    const disk = new SmallDisk();
    const node = new TapedTurns(disk);
    for (let i = 0; i < 3; i += 1) {
      disk.roomBytes = 0;
      node.wait(2, 1);
      node.flush();
      disk.roomBytes = Infinity;
      node.wait(2, limits.tapeRetryMs);
    }
    node.recorder.close();
    const said = node.said.map((one) => (typeof one === 'string' ? 'broken' : one));
    expect(said.filter((one) => one === 'broken')).toHaveLength(3);
    const { verdict, gaps, turns } = replay(disk, { machines, code });
    expect({ verdict, gaps }).toMatchObject({
      verdict: 'same',
      gaps: said.filter((one) => one !== 'broken'),
    });
    expect(turns + lostIn(gaps)).toBe(node.system.turn);
  });

  it('goes on also where somebody has taken its segments away', () => {
    const disk = new SmallDisk();
    const node = new TapedTurns(disk);
    node.start();
    disk.roomBytes = 0;
    node.flush();
    for (const name of disk.list()) disk.tape.remove(name);
    disk.roomBytes = Infinity;
    node.wait(1, limits.tapeRetryMs);
    node.recorder.close();
    expect(replay(disk, { machines, code })).toMatchObject({
      verdict: 'same',
      fromTurn: 3,
      turns: 1,
    });
  });

  it('never shows bytes of a body, though its frame began within the gap', () => {
    const secret = 'ZQXJ is what nobody should read';
    const disk = new SmallDisk();
    const node = new TapedTurns(disk, limits, 'none');
    node.start();
    node.take({ type: 'link.accepted', link: 'i1', address: 'b:1' });
    disk.roomBytes = 0;
    node.flush();
    const frame = Buffer.concat([
      Buffer.from([0, 0, 0, 2 + 3 + 2 * secret.length, 0, 3, 0x92, 5, 1]),
      Buffer.from(secret),
    ]);
    node.take({ type: 'link.bytes', link: 'i1', chunks: [frame] });
    node.flush();
    disk.roomBytes = Infinity;
    node.take(
      { type: 'link.bytes', link: 'i1', chunks: [Buffer.from(secret)] },
      limits.tapeRetryMs,
    );
    node.recorder.close();
    expect(node.said).toHaveLength(2);
    const bytes = Buffer.concat(Object.values(segmentsOf(disk)));
    expect(bytes.includes('ZQX')).toBe(false);
    expect(replay(disk, { machines, code })).toMatchObject({ verdict: 'same' });
  });
});

describe('a tape that reaches limits.traceKeepBytes', () => {
  const sizes = {
    ...limits,
    segmentBytesMax: 12_000,
    traceKeepBytes: 48_000,
    tapeBufferBytesMax: 1_000,
  };

  it('drops its oldest segments, keeps within it, and is whole from a later turn on', () => {
    let most = 0;
    const disk = new SmallDisk(() => (most = Math.max(most, bytesIn(disk))));
    const node = new TapedTurns(disk, sizes);
    node.start();
    node.wait(2_000);
    node.recorder.close();
    expect(most).toBeLessThanOrEqual(sizes.traceKeepBytes);
    expect(disk.list().length).toBeGreaterThanOrEqual(3);
    const [first] = itemsOf(disk);
    const fromTurn = first?.kind === 'header' ? first.turn : 0;
    expect(fromTurn).toBeGreaterThan(1_000);
    const { verdict, turns, ...rest } = replay(disk, { machines, code });
    expect({ verdict, turns }).toEqual({ verdict: 'same', turns: node.system.turn + 1 - fromTurn });
    expect(rest).toMatchObject({ fromTurn, gaps: [] });
  });

  it('replays from any one of its segments', () => {
    const disk = new SmallDisk();
    const node = new TapedTurns(disk, sizes);
    node.start();
    node.wait(2_000);
    node.recorder.close();
    const verdicts = disk.list().map((name) => {
      const one = MemoryTapeStore.of({ [name]: disk.tape.bytes(name) });
      const single = Object.assign(Object.create(one) as MemoryTapeStore, { single: true });
      return replay(single, { machines, code });
    });
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(verdicts.map(() => 'same'));
    for (const [index, { fromTurn, turns }] of verdicts.entries()) {
      const next = verdicts[index + 1]?.fromTurn ?? node.system.turn + 1;
      expect(fromTurn! + turns).toBe(next);
    }
  });

  it('pauses where no checkpoint lets a segment end, and goes on when there is one', () => {
    const names = Array.from({ length: 20 }, (_, index) => `i${index + 1}`);
    const tight = { ...sizes, traceKeepBytes: 44_000 };
    const disk = new SmallDisk();
    const node = new TapedTurns(disk, tight);
    node.start();
    for (const link of names) node.take({ type: 'link.accepted', link, address: 'b:1' });
    node.wait(1_000, 0);
    expect(node.said).toEqual(['it is as long as it may be']);
    for (const link of names) node.take({ type: 'link.closed', link, code: 'reset' });
    node.wait(1, limits.tapeRetryMs);
    expect(node.said).toHaveLength(2);
    node.recorder.close();
    expect(bytesIn(disk)).toBeLessThanOrEqual(tight.traceKeepBytes);
    expect(replay(disk, { machines, code })).toMatchObject({ verdict: 'same' });
  });
});

function bytesIn(disk: SmallDisk): number {
  return disk.list().reduce((sum, name) => sum + disk.tape.bytes(name).length, 0);
}

function lostIn(gaps: readonly { fromTurn: number; toTurn: number | null }[]): number {
  return gaps.reduce((sum, { fromTurn, toTurn }) => sum + toTurn! + 1 - fromTurn, 0);
}
