import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { System } from '../../../src/machines/engine/system.ts';
import { emptySystem, turn } from '../../../src/machines/engine/turn.ts';
import { machines } from '../../../src/node/running/machines.ts';
import type { Happening } from '../../../src/protocol/inputs.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { captureWithin } from '../../../src/trace/writing/capture-within.ts';
import { MemoryTapeStore } from '../../../src/trace/store/memory-tape-store.ts';
import { Recorder } from '../../../src/trace/writing/recorder.ts';
import { replay } from '../../../src/trace/replay/replay.ts';
import { tapeHead } from '../../../src/trace/writing/tape-head.ts';
import { checkpointBytesMax, sizesWithin } from '../../../src/trace/format/tape-sizes.ts';
import type { TapeSizes } from '../../../src/trace/format/tape-sizes.ts';
import { anyUnplainValue } from '../../support/any-plain-value.ts';
import { configOf } from '../../support/pure-config.ts';
import { itemsOf } from '../../support/tapes.ts';

const config = configOf('a');
const code = 'the code of this test';
const begin: readonly Happening[] = [
  { type: 'node.started', config },
  { type: 'network.listening', host: 'a', port: 1 },
];
const names = Array.from({ length: 20 }, (_, index) => `i${index + 1}`);
const accept = names.map<Happening>((link) => ({ type: 'link.accepted', link, address: 'b:1' }));
const close = names.map<Happening>((link) => ({ type: 'link.closed', link, code: 'reset' }));
/** A node of two connections fits in a record, one of twenty does not. */
const small: TapeSizes = { ...limits, checkpointTurns: 5, recordBytesMax: 22_000 };

describe('a checkpoint that is too much for limits.recordBytesMax', () => {
  it('is left out until it fits again, and the run goes on, on tape as before', () => {
    const store = recorded([...begin, ...accept, ...close], small);
    const turns = checkpointTurns(store);
    expect(turns[0]).toBe(0);
    expect(turns.filter((number) => number > 10 && number < 30)).toEqual([]);
    expect(turns.at(-1)).toBe(40);
    expect(replay(store, { machines, code })).toMatchObject({ verdict: 'same', turns: 42 });
    expect(replay(store, { machines, code, from: 40 })).toMatchObject({ verdict: 'same' });
  });

  it('lets a full segment go on meanwhile', () => {
    const sizes = { ...small, checkpointTurns: 7, segmentBytesMax: 4_000 };
    const store = recorded([...begin, ...accept, ...close], sizes);
    const lengths = store.list().map((name) => store.bytes(name).length);
    expect(lengths.length).toBeGreaterThan(1);
    expect(Math.max(...lengths)).toBeGreaterThan(1.5 * sizes.segmentBytesMax);
    expect(checkpointTurns(store).at(-1)).toBeGreaterThan(30);
    expect(replay(store, { machines, code })).toMatchObject({ verdict: 'same', turns: 42 });
  });
});

describe('a state', () => {
  const full = systemAfter([...begin, ...accept]);

  it('is measured as no less than it is', () => {
    const whole = captureWithin(full, true, limits.recordBytesMax);
    const bytes = JSON.stringify(whole).length;
    expect(captureWithin(full, true, bytes / 2)).toBeNull();
    expect(captureWithin(full, true, bytes * 4)).toEqual(whole);
  });

  it('does not fit in a record if it has more than limits.recordItemsMax items', () => {
    const numbers = Array.from({ length: limits.recordItemsMax }, () => 1);
    expect(captureWithin(withListening(full, numbers), true, limits.recordBytesMax)).toBeNull();
    const fewer = numbers.slice(0, limits.recordItemsMax / 2);
    expect(captureWithin(withListening(full, fewer), true, limits.recordBytesMax)).not.toBeNull();
  });

  it('is our own fault if anything in it would come back as something else', () => {
    fc.assert(
      fc.property(anyUnplainValue, (value) => {
        const system = withListening(full, value);
        expect(() => captureWithin(system, true, limits.recordBytesMax)).toThrow(TypeError);
      }),
      { numRuns: 100 },
    );
  });
});

describe('what a tape keeps', () => {
  const store = new MemoryTapeStore();
  const parts = { store, head: tapeHead({ config, machines, run: 'r1' }), wall: () => 0 };
  const recorder = (keepBytes: number) => () =>
    new Recorder({ ...parts, onBroken: () => {}, keepBytes });

  it('is limits.traceKeepBytesMin at least, and a whole number', () => {
    for (const keepBytes of [limits.traceKeepBytesMin - 1, 0, -1, Number.NaN, 2_000_000.5]) {
      expect(recorder(keepBytes)).toThrow(RangeError);
    }
    expect(recorder(limits.traceKeepBytesMin)).not.toThrow();
  });

  it('has four segments at least, none longer than limits.segmentBytesMax', () => {
    expect(sizesWithin(4_000_000)).toEqual({
      ...limits,
      traceKeepBytes: 4_000_000,
      segmentBytesMax: 1_000_000,
    });
    expect(sizesWithin(2 ** 40).segmentBytesMax).toBe(limits.segmentBytesMax);
    expect(sizesWithin(limits.traceKeepBytes)).toEqual(limits);
  });

  it('has room for two of the largest checkpoints, with as much of the run behind each', () => {
    expect(checkpointBytesMax(sizesWithin(4_000_000))).toBe(1_000_000);
    expect(checkpointBytesMax(limits)).toBe(limits.recordBytesMax);
  });
});

describe('a fault of our own', () => {
  it('is taped as text that has a UTF-8, whatever it says', () => {
    const store = new MemoryTapeStore();
    const recorder = recorderOn(store, limits);
    recorder.begin(emptySystem(machines));
    recorder.input(1, { ...begin[0]!, at: 1 });
    recorder.crashed(1, new Error('half \ud800'));
    expect(itemsOf(store)).toContainEqual(
      expect.objectContaining({ kind: 'crashed', message: 'half \ufffd' }),
    );
  });
});

function recorded(happenings: readonly Happening[], sizes: TapeSizes): MemoryTapeStore {
  const store = new MemoryTapeStore();
  const recorder = recorderOn(store, sizes);
  let system = emptySystem(machines);
  recorder.begin(system);
  for (const [index, happening] of happenings.entries()) {
    const input = { ...happening, at: index * 1_000 };
    recorder.input(index + 1, input);
    const result = turn(system, input);
    recorder.turned(result);
    system = result.system;
  }
  recorder.close();
  return store;
}

function recorderOn(store: MemoryTapeStore, sizes: TapeSizes): Recorder {
  const onBroken = (error: unknown) => {
    throw error;
  };
  const head = tapeHead({ config, machines, run: 'r1' });
  return new Recorder({ store, head, wall: () => 0, onBroken, sizes });
}

function systemAfter(happenings: readonly Happening[]): System {
  return happenings.reduce(
    (system, happening, index) => turn(system, { ...happening, at: index }).system,
    emptySystem(machines),
  );
}

/** The same system, with something else in one field of the node. */
function withListening(system: System, listening: unknown): System {
  const node = system.actors.get('node')!;
  const context = { ...(node.snapshot.context as object), listening };
  const snapshot = Object.assign(Object.create(Object.getPrototypeOf(node.snapshot)), {
    ...node.snapshot,
    context,
  });
  return { ...system, actors: system.actors.set('node', { ...node, snapshot }) };
}

function checkpointTurns(store: MemoryTapeStore): number[] {
  return itemsOf(store).flatMap((item) => (item.kind === 'checkpoint' ? [item.turn] : []));
}
