import { machines } from '../../src/node/running/machines.ts';
import { limits } from '../../src/protocol/limits.ts';
import { runScenario } from '../../src/sim/run-scenario.ts';
import { replay } from '../../src/trace/replay/replay.ts';
import type { Verdict } from '../../src/trace/replay/verdict.ts';
import { MemoryTapeStore } from '../../src/trace/store/memory-tape-store.ts';
import type { TapeSizes } from '../../src/trace/format/tape-sizes.ts';
import type { TapeHead } from '../../src/trace/format/tape-record.ts';
import { readTape } from '../../src/trace/reading/tape-reader.ts';
import type { TapeStore } from '../../src/trace/store/tape-store.ts';
import { Recorder } from '../../src/trace/writing/recorder.ts';
import { emptySystem, turn } from '../../src/machines/engine/turn.ts';
import { memoryShelf } from './tape-shelf.ts';
import { segmentsOf } from './tapes.ts';

export type Segments = Readonly<Record<string, Uint8Array>>;

interface RealTapeOptions extends Partial<TapeSizes> {
  readonly seed?: number;
  readonly turns?: number;
  readonly run?: string;
}

/** A small tape of real machines: the first turns of a run, on many pages. */
export function realTape({
  seed = 3,
  turns = TURNS,
  run: name = 'run-1',
  ...sizes
}: RealTapeOptions = {}): Segments {
  const shelf = memoryShelf();
  runScenario('wrong-network', { seed, openTape: shelf.open });
  const run = shelf.stores.get('alice')!;
  const store = new MemoryTapeStore();
  const recorder = new Recorder({
    store,
    head: { ...headOf(run), run: name },
    wall: () => 0,
    onBroken: (error) => {
      throw error;
    },
    sizes: { ...limits, pageBytesMax: 300, ...sizes },
  });
  let system = emptySystem(machines);
  recorder.begin(system);
  for (const item of readTape(run)) {
    if (item.kind !== 'input' || item.turn > turns) continue;
    recorder.input(item.turn, item.input);
    const taken = turn(system, item.input);
    recorder.turned(taken);
    system = taken.system;
    if (item.turn === Math.floor(turns / 2)) recorder.mark(item.turn, 'half of it');
  }
  recorder.close();
  return segmentsOf(store);
}

const TURNS = 16;

function headOf(run: TapeStore): TapeHead {
  for (const item of readTape(run)) {
    if (item.kind !== 'header') continue;
    const { code, machines, node, run, config, seeds, bodies, steps } = item;
    return { code, machines, node, run, config, seeds, bodies, steps };
  }
  throw new TypeError('a tape has a header');
}

export function verdictOn(segments: Segments): Verdict {
  return replay(MemoryTapeStore.of(segments), { machines, code: 'of this test' });
}
