import { describe, expect, it } from 'vitest';
import { limits } from '../../../src/protocol/limits.ts';
import { machines } from '../../../src/node/running/machines.ts';
import { show } from '../../../src/trace/reading/show.ts';
import { readTape } from '../../../src/trace/reading/tape-reader.ts';
import { whatThereIs } from '../../../src/trace/reading/what-there-is.ts';
import { replay } from '../../../src/trace/replay/replay.ts';
import { MemoryTapeStore } from '../../../src/trace/store/memory-tape-store.ts';
import type { TapeStore } from '../../../src/trace/store/tape-store.ts';
import type { Scene } from '../../support/any-tape.ts';
import { sealed } from '../../support/sealed.ts';
import { joined } from '../../support/surgery.ts';
import { faultsOf, itemsOf, quietTurns, segmentsOf, tapeOf } from '../../support/tapes.ts';

const FIRST = '000001.tape';
const start = segmentsOf(tapeOf(quietTurns(1), { closes: false }).store)[FIRST]!;

describe('what a tape claims costs no more than what it has', () => {
  it('where records claim much that was never sealed: up to limits.readInVainBytesMax', () => {
    const claim = Buffer.alloc(8);
    claim.writeUInt32BE(limits.recordBytesMax);
    const claims = pagesWith(300, claim);
    const store = MemoryTapeStore.of({ [FIRST]: joined(claims, Buffer.alloc(17_000_000, 1)) });
    const { bytes, items } = readingOf(store);
    expect(faultsOf(items).length).toBeLessThan(30);
    expect(faultsOf(items).at(-1)).toMatchObject({ code: 'bad-checksum', toTurn: null });
    expect(bytes).toBeLessThan(limits.readInVainBytesMax + 3 * 17_000_000 + 100 * 262_144);
  });

  it('where records claim to go on behind the end', () => {
    const claim = Buffer.alloc(8);
    claim.writeUInt32BE(limits.recordBytesMax);
    const store = MemoryTapeStore.of({ [FIRST]: pagesWith(20_000, claim) });
    const { bytes, size, items } = readingOf(store);
    expect(faultsOf(items).length).toBe(20_000);
    expect(bytes).toBeLessThan(4 * size);
  });

  it('where zeros go on for long, and not to the end', () => {
    const claim = Buffer.alloc(8);
    claim.writeUInt32BE(300_000);
    const claims = pagesWith(300, claim);
    const zeros = Buffer.alloc(12_000_000);
    zeros[zeros.length - 1] = 1;
    const { bytes, size } = readingOf(MemoryTapeStore.of({ [FIRST]: joined(claims, zeros) }));
    expect(bytes).toBeLessThan(20 * size);
  });

  it('where there are very many segments', () => {
    const names = Array.from(
      { length: 100_000 },
      (_, i) => `${String(i + 1).padStart(6, '0')}.tape`,
    );
    const segments = Object.fromEntries(names.map((name) => [name, new Uint8Array()]));
    const store = MemoryTapeStore.of({ ...segments, [FIRST]: start });
    let lists = 0;
    const list = () => {
      lists += 1;
      return store.list();
    };
    const items = itemsOf(Object.assign(Object.create(store) as MemoryTapeStore, { list }));
    expect(faultsOf(items)).toMatchObject([{ kind: 'damage', segment: 1, toTurn: null }]);
    expect(lists).toBeLessThan(5);
  });

  it('where a segment is longer than limits.segmentBytesReadMax', () => {
    const sized = (size: number): TapeStore => {
      const store = MemoryTapeStore.of({ [FIRST]: start });
      const open = (name: string) => ({ ...store.open(name), size });
      return Object.assign(Object.create(store) as MemoryTapeStore, { open });
    };
    expect(itemsOf(sized(limits.segmentBytesReadMax + 1))).toEqual([
      { kind: 'unreadable', text: 'this is no segment of a trace' },
    ]);
    const { value: first } = readTape(sized(limits.segmentBytesReadMax)).next();
    expect(first).toMatchObject({ kind: 'header' });
  });
});

describe('who looks at a tape remembers', () => {
  it('of its gaps no more than limits.toldGapsMax, and how many there are', () => {
    const gap: Scene = (turn, at) => [{ kind: 'gap', fromTurn: turn, toTurn: turn, at, code: 'x' }];
    const { store } = tapeOf(Array.from({ length: limits.toldGapsMax + 7 }, () => gap));
    const { gaps, moreGaps } = replay(store, { machines, code: '' });
    // The checkpoint that the tape begins with is none that machines could take.
    expect([gaps.length, moreGaps]).toEqual([limits.toldGapsMax, 8]);
  });

  it('of its links no more than limits.followedLinksMax', () => {
    const links = limits.followedLinksMax + 5;
    const opened = Array.from({ length: links }, (_, i) => linkScene('link.opened', `o${i}`));
    const heard = Array.from({ length: links }, (_, i) => bytesScene(`o${i}`, [[0]]));
    const { store } = tapeOf([...opened, ...heard]);
    expect(shownInputs(store).filter(({ frames }) => frames !== undefined).length).toBe(
      limits.followedLinksMax,
    );
  });

  it('of frames that are not whole no more than limits.followedBytesMax', () => {
    const prefix = Buffer.from([0, 0x10, 0, 0, 0, 1, 0x90]);
    const links = limits.followedBytesMax / limits.inputBytesMax + 5;
    const part = new Uint8Array(limits.inputBytesMax);
    part.set(prefix);
    const scenes = Array.from({ length: links }, (_, i) => [
      linkScene('link.opened', `o${i}`),
      bytesScene(`o${i}`, [part]),
      bytesScene(`o${i}`, [[0]]),
    ]).flat();
    const shown = shownInputs(tapeOf(scenes, { bodies: 'none' }).store);
    const followed = shown.filter(({ frames }) => frames !== undefined).length;
    expect(followed).toBeLessThan(2 * links - 4);
    expect(followed).toBeGreaterThan(2 * links - 16);
  });

  it('of its actors no more than limits.shownActorsMax', () => {
    const actors = Array.from({ length: limits.shownActorsMax + 1 }, (_, i) => `node/o${i}`);
    const scenes = [...actors, actors.at(-1)!, actors[0]!].map(stepScene);
    const shown = [...show(tapeOf(scenes).store, { event: 'step' })];
    expect(shown.slice(-2).map(({ from }) => from)).toEqual(['s', null]);
  });

  it('of the names there are no more than limits.pageNamesMax', () => {
    const actors = Array.from({ length: limits.pageNamesMax + 1 }, (_, i) => `node/o${i}`);
    const { store } = tapeOf(actors.map(stepScene));
    expect(whatThereIs(store, { actor: 'x' })).toEqual({
      of: 'actors',
      names: actors.slice(0, -1),
    });
  });

  it('no name over limits.tapeNameUnitsMax', () => {
    const { store } = tapeOf([stepScene('n'.repeat(limits.tapeNameUnitsMax + 1))]);
    expect(whatThereIs(store, { actor: 'x' })).toEqual({ of: 'actors', names: [] });
  });
});

/** Pages of nothing, each with the same bytes behind it, on a tape that began well. */
function pagesWith(count: number, bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [start];
  let offset = start.length;
  for (let page = 2; page < count + 2; page += 1) {
    const record = sealed(2, [page, offset, 2, 1_000]);
    parts.push(record, bytes);
    offset += record.length + bytes.length;
  }
  return joined(...parts);
}

function readingOf(store: MemoryTapeStore) {
  let bytes = 0;
  const open = (name: string) => {
    const source = store.open(name);
    const read = (offset: number, into: Uint8Array) => {
      const there = source.read(offset, into);
      bytes += there;
      return there;
    };
    return { ...source, read };
  };
  const items = itemsOf(Object.assign(Object.create(store) as MemoryTapeStore, { open }));
  return { bytes, size: store.bytes(FIRST).length, items };
}

function linkScene(type: 'link.opened', link: string): Scene {
  return (turn, at) => [
    { kind: 'input', turn, input: { type, link, address: 'a:1', at } },
    { kind: 'steps', turn, steps: [] },
  ];
}

function bytesScene(link: string, chunks: readonly ArrayLike<number>[]): Scene {
  const taken = chunks.map((chunk) => Uint8Array.from(chunk));
  return (turn, at) => [
    { kind: 'input', turn, input: { type: 'link.bytes', link, chunks: taken, at } },
    { kind: 'steps', turn, steps: [] },
  ];
}

function stepScene(actor: string): Scene {
  const step = { actor, event: 'e', state: 's', guard: null, changes: [], effects: [] };
  return (turn, at) => [
    { kind: 'input', turn, input: { type: 'timer.fired', timer: 'node#t', at } },
    { kind: 'steps', turn, steps: [step] },
  ];
}

function shownInputs(store: TapeStore) {
  return [...show(store, { event: 'link.bytes' })];
}
