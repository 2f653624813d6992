import {
  CRASHED,
  FOOTER,
  GAP,
  inputOf,
  PREFIX_BYTES,
  recordsIn,
  segmentsIn,
} from './tape-bytes.mjs';

/**
 * The first turns of a run, on tapes with pages, checkpoints and segments of all kinds.
 *
 * @param {import('./targets.mjs').Load} load
 * @param {Awaited<ReturnType<typeof import('./tape-surgeon.mjs').tapeSurgeon>>} surgeon
 */
export async function tapeStarts(load, { segmentOf, valueOf, packed }) {
  const { MemoryTapeStore } = await load('trace/store/memory-tape-store');
  const { readTape } = await load('trace/reading/tape-reader');
  const { machines } = await load('node/running/machines');
  const { runScenario } = await load('sim/run-scenario');
  const { Recorder } = await load('trace/writing/recorder');
  const { tapeHead } = await load('trace/writing/tape-head');
  const { emptySystem, turn } = await load('machines/engine/turn');
  const { limits } = await load('protocol/limits');
  const onBroken = (/** @type {Error} */ error) => {
    throw error;
  };
  return recordings();

  function recordings() {
    const sizes = [
      limits,
      { ...limits, pageBytesMax: 300 },
      { ...limits, pageBytesMax: 300, checkpointTurns: 6 },
      { ...limits, pageBytesMax: 300, segmentBytesMax: 1_200 },
    ];
    const run = recorded();
    const copies = sizes.map((size) => copyOf(run, size));
    return [...copies, ...copies.slice(0, 1).map(withFaults)];
  }

  /** It says too that turns were lost, and that the node came to a bad end. @param {Uint8Array} input */
  function withFaults(input) {
    const segment = segmentsIn(input)[0] ?? Buffer.alloc(0);
    const records = recordsIn(segment);
    const [, turn, at] = valueOf(records.pop()?.body ?? Buffer.alloc(0));
    records.push(
      { kind: GAP, body: packed([turn, turn + 1, at, 'trace-failed']) },
      { kind: CRASHED, body: packed([turn + 1, at, 'Error', 'no']) },
      { kind: FOOTER, body: packed([0, turn + 2, at]) },
    );
    return inputOf([segmentOf(segment.subarray(0, PREFIX_BYTES), records)]);
  }

  function recorded() {
    const store = new MemoryTapeStore();
    const openTape = (/** @type {any} */ { name, config, clock }) => {
      const head = tapeHead({ config, machines, run: 'run-1', bodies: 'text' });
      const wall = () => clock.wall();
      return name === 'alice' ? new Recorder({ store, head, wall, onBroken }) : null;
    };
    runScenario('pair', { seed: 1, openTape });
    return store;
  }

  /** @param {any} run @param {any} sizes */
  function copyOf(run, sizes) {
    const store = new MemoryTapeStore();
    const items = [...readTape(run)];
    const { code, node, run: name, config, seeds, bodies, steps, ...rest } = items[0];
    const head = { code, machines: rest.machines, node, run: name, config, seeds, bodies, steps };
    const recorder = new Recorder({ store, head, wall: () => 0, onBroken, sizes });
    let system = emptySystem(machines);
    recorder.begin(system);
    for (const { kind, turn: number, input } of items) {
      if (kind !== 'input' || number > 24) continue;
      recorder.input(number, input);
      const taken = turn(system, input);
      recorder.turned(taken);
      system = taken.system;
    }
    recorder.mark(24, 'the end');
    recorder.close();
    return inputOf(store.list().map((/** @type {string} */ each) => store.bytes(each)));
  }
}
