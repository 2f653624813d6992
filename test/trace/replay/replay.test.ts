import { describe, expect, it } from 'vitest';
import { setup } from 'xstate';
import type { Machines } from '../../../src/machines/engine/system.ts';
import { machines } from '../../../src/node/running/machines.ts';
import { runNode } from '../../../src/node/running/run-node.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { Dice } from '../../../src/sim/dice.ts';
import { runScenario } from '../../../src/sim/run-scenario.ts';
import { Switchboard } from '../../../src/sim/switchboard.ts';
import { VirtualClock } from '../../../src/sim/virtual-clock.ts';
import { virtualEntropy } from '../../../src/sim/virtual-entropy.ts';
import { MemoryTapeStore } from '../../../src/trace/store/memory-tape-store.ts';
import { Recorder } from '../../../src/trace/writing/recorder.ts';
import { replay } from '../../../src/trace/replay/replay.ts';
import { tapeHead } from '../../../src/trace/writing/tape-head.ts';
import { explain } from '../../../src/trace/replay/verdict.ts';
import { configOf } from '../../support/pure-config.ts';
import { rewritten } from '../../support/rewritten.ts';
import { TapeShelf } from '../../support/tape-shelf.ts';
import { itemsOf, recordsOf } from '../../support/tapes.ts';
import { trustingKeys } from '../../support/trusting-keys.ts';

const code = 'the code of this test';
const config = configOf('a');
/** A writer that is not told of all bytes cannot know which of the others are bodies. */
const allBytes = { bodies: 'all' } as const;

describe('a replay', () => {
  it('verifies every turn, step, effect and checkpoint of a run', () => {
    const verdict = replay(tapeOf('alice'), { machines, code });
    expect(verdict).toEqual({
      verdict: 'same',
      turns: expect.any(Number),
      steps: expect.any(Number),
      effects: expect.any(Number),
      checkpoints: expect.any(Number),
      codeDiffers: true,
      gaps: [],
    });
    expect(verdict.turns).toBeGreaterThan(20);
    expect(verdict.checkpoints).toBeGreaterThan(3);
  });

  it('tells a changed input that changes a decision, though every checksum holds', () => {
    const changed = rewritten(tapeOf('alice'), (record) => {
      if (record.kind !== 'input' || record.input.type !== 'commands') return record;
      const commands = record.input.commands.map((command) =>
        command.command === 'connect' ? { ...command, peer: 'nobody' } : command,
      );
      return { ...record, input: { ...record.input, commands } };
    });
    const { verdict, difference } = replay(changed, { machines, code });
    expect(verdict).toBe('different');
    expect(difference).toEqual({
      turn: 3,
      actor: 'node',
      event: 'commands',
      what: 'state',
      path: 'context.links',
      tape: [expect.any(Number)],
      code: 'unchanged',
    });
    expect(explain(difference!)[0]).toBe(
      'The code does not do what the tape says, first in turn 3: node on commands.',
    );
  });

  it('tells which effect differs, in which field, and both values', () => {
    const store = tapeOf('alice');
    const started = recordsOf(itemsOf(store)).findIndex((record) => record.kind === 'input');
    const changed = rewritten(store, (record, index) =>
      index === started && record.kind === 'input' && record.input.type === 'node.started'
        ? {
            ...record,
            input: { ...record.input, config: { ...record.input.config, port: 4_711 } },
          }
        : record,
    );
    const { difference } = replay(changed, { machines, code });
    expect(difference).toMatchObject({ turn: 1, actor: 'node', event: 'start', what: 'state' });
    expect(difference?.path).toBe('context.config');
  });

  it('needs no steps: the inputs alone lead to the same checkpoints', () => {
    const bare = rewritten(tapeOf('bob'), (record) => (record.kind === 'steps' ? null : record), {
      steps: false,
    });
    const full = replay(tapeOf('bob'), { machines, code });
    expect(replay(bare, { machines, code })).toEqual({ ...full, codeDiffers: true });
  });

  it('misses the steps of a single turn', () => {
    const holed = rewritten(tapeOf('bob'), (record) =>
      record.kind === 'steps' && record.turn === 5 ? null : record,
    );
    const { verdict, gaps, difference } = replay(holed, { machines, code });
    expect({ verdict, difference }).toEqual({ verdict: 'damaged' });
    expect(gaps).toMatchObject([{ fromTurn: 5, toTurn: 5, code: 'missing-steps' }]);
  });

  it('comes to the same end from every checkpoint', () => {
    const store = tapeOf('alice');
    const checkpoints = recordsOf(itemsOf(store)).filter(({ kind }) => kind === 'checkpoint');
    const ends = checkpoints.map((checkpoint) => {
      const from = checkpoint.kind === 'checkpoint' ? checkpoint.turn : 0;
      return { from, verdict: replay(store, { machines, code, from }).verdict };
    });
    expect(ends.length).toBeGreaterThan(3);
    expect(ends.every(({ verdict }) => verdict === 'same')).toBe(true);
  });

  it('runs nothing before the checkpoint it begins at', () => {
    const store = tapeOf('alice');
    const checkpoints = recordsOf(itemsOf(store)).flatMap((record) =>
      record.kind === 'checkpoint' ? [record.turn] : [],
    );
    const all = replay(store, { machines, code });
    for (const [index, turn] of checkpoints.entries()) {
      for (const from of [turn, (checkpoints[index + 1] ?? turn + 1) - 1]) {
        const seen: number[] = [];
        const onTurn = ({ system }: { system: { turn: number } }) => seen.push(system.turn);
        const { turns, checkpoints: compared } = replay(store, { machines, code, from, onTurn });
        expect([seen[0] ?? turn + 1, turns, compared]).toEqual([
          turn + 1,
          all.turns - turn,
          checkpoints.length - index,
        ]);
      }
    }
  });

  it('begins at the first checkpoint where there is none before the turn it is asked for', () => {
    const store = tapeOf('alice');
    const first = 10;
    const late = rewritten(
      store,
      (record) => {
        if (record.kind === 'checkpoint') return record.turn < first ? null : record;
        return 'turn' in record && record.turn > first ? record : null;
      },
      allBytes,
    );
    const { verdict, turns } = replay(late, { machines, code, from: 2 });
    const all = replay(store, { machines, code });
    expect({ verdict, turns }).toEqual({ verdict: 'same', turns: all.turns - first });
  });

  it('tells where inside the state a checkpoint differs', () => {
    const changed = rewritten(tapeOf('alice'), (record) =>
      record.kind === 'checkpoint' && record.turn > 0
        ? { ...record, state: withOneMoreDial(record.state) }
        : record,
    );
    const { difference } = replay(changed, { machines, code });
    expect(difference).toMatchObject({
      actor: 'node',
      what: 'checkpoint',
      path: 'context.dials',
    });
  });

  it('stops after the turn it is asked to stop after', () => {
    const seen: number[] = [];
    const onTurn = ({ system }: { system: { turn: number } }) => seen.push(system.turn);
    const { turns } = replay(tapeOf('alice'), { machines, code, to: 7, onTurn });
    expect({ turns, seen }).toEqual({ turns: 7, seen: [1, 2, 3, 4, 5, 6, 7] });
  });
});

describe('a tape that does not hold the whole run', () => {
  it('says from which turn on it could be run', () => {
    const first = 10;
    const late = rewritten(
      tapeOf('alice'),
      (record) => {
        if (record.kind === 'checkpoint') return record.turn < first ? null : record;
        return 'turn' in record && record.turn > first ? record : null;
      },
      allBytes,
    );
    expect(replay(late, { machines, code })).toMatchObject({ verdict: 'same', fromTurn: 11 });
    expect(replay(tapeOf('alice'), { machines, code })).not.toHaveProperty('fromTurn');
  });

  it('is the same across a gap that it tells of, and names it', () => {
    const gap = { kind: 'gap', fromTurn: 6, toTurn: 10, at: 0, code: 'trace-failed' } as const;
    const holed = rewritten(
      tapeOf('alice'),
      (record) => {
        if (!('turn' in record) || record.turn <= 5 || record.turn > 10) return record;
        if (record.kind === 'checkpoint' && record.turn === 10) return record;
        return record.kind === 'input' && record.turn === 6 ? gap : null;
      },
      allBytes,
    );
    const all = replay(tapeOf('alice'), { machines, code });
    const { verdict, gaps, turns } = replay(holed, { machines, code });
    expect({ verdict, turns }).toEqual({ verdict: 'same', turns: all.turns - 5 });
    expect(gaps).toMatchObject([{ bytes: 0, fromTurn: 6, toTurn: 10, code: 'trace-failed' }]);
  });

  it('is damaged where something cannot be believed, whatever gaps it tells of', () => {
    const gap = { kind: 'gap', fromTurn: 6, toTurn: 8, at: 0, code: 'trace-failed' } as const;
    const holed = rewritten(
      tapeOf('alice'),
      (record) => {
        if (!('turn' in record) || record.turn <= 5 || record.turn > 8) {
          return record.kind === 'steps' && record.turn === 12 ? null : record;
        }
        return record.kind === 'input' && record.turn === 6 ? gap : null;
      },
      allBytes,
    );
    const { verdict, gaps, difference } = replay(holed, { machines, code });
    expect({ verdict, difference }).toEqual({ verdict: 'damaged' });
    expect(gaps.map((one) => one.code)).toEqual(['trace-failed', 'missing-steps']);
  });
});

describe('a fault of our own', () => {
  const broken: Machines = { ...machines, node: brokenNode('it is broken') };

  it('is on the tape, and thrown again by the same turn', () => {
    const { store, error } = crashedRun(broken);
    expect(String(error)).toContain('it is broken');
    const crashed = itemsOf(store).find(({ kind }) => kind === 'crashed');
    expect(crashed).toMatchObject({ kind: 'crashed', turn: 2, name: 'Error' });
    expect(replay(store, { machines: broken, code })).toMatchObject({ verdict: 'same', turns: 2 });
  });

  it('that another code does not have is a difference', () => {
    const { store } = crashedRun(broken);
    const mended: Machines = { ...machines, node: brokenNode(null) };
    expect(replay(store, { machines: mended, code }).difference).toMatchObject({
      turn: 2,
      what: 'error',
      path: 'thrown',
      code: null,
    });
  });

  it('that the tape does not have is a difference too', () => {
    const changed: Machines = { ...machines, node: brokenNode('it is broken now') };
    const { verdict, difference } = replay(tapeOf('alice'), { machines: changed, code });
    expect(verdict).toBe('different');
    expect(difference?.turn).toBe(1);
  });

  it('takes no further input', () => {
    const { turns } = crashedRun(broken);
    expect(turns).toBe(1);
  });
});

/** Two nodes chatting, with a checkpoint every few turns. */
function tapeOf(name: string): MemoryTapeStore {
  const sizes = { ...limits, checkpointTurns: 5 };
  const shelf = new TapeShelf(() => new MemoryTapeStore(), sizes);
  runScenario('pair', { seed: 1, openTape: shelf.open });
  return shelf.stores.get(name)!;
}

/** A checkpoint is nested lists of names and values; the number behind `dials` is one of them. */
function withOneMoreDial(state: unknown): never {
  const walk = (value: unknown): unknown => {
    if (!Array.isArray(value)) return value;
    const list = value.map(walk);
    const place = list.indexOf('dials');
    if (place >= 0) list[place + 1] = (list[place + 1] as number) + 1;
    return list;
  };
  return walk(state) as never;
}

/** A node that only starts, and whose guard throws at its second turn. */
function brokenNode(fault: string | null) {
  return setup({
    guards: {
      'is broken': () => {
        if (fault !== null) throw new Error(fault);
        return false;
      },
    },
  }).createMachine({
    id: 'node',
    options: { maxIterations: 10 },
    on: { commands: { guard: 'is broken' } },
  });
}

function crashedRun(faulty: Machines) {
  const clock = new VirtualClock();
  const board = new Switchboard(clock, 1);
  const store = new MemoryTapeStore();
  const head = tapeHead({ config, machines: faulty, run: 'broken' });
  const recorder = new Recorder({ store, head, wall: () => clock.wall(), onBroken: fail });
  const entropy = virtualEntropy(new Dice(1, 'entropy'));
  const ports = { clock, network: board.networkOf('10.0.0.1'), entropy, keys: trustingKeys };
  const node = runNode({ config, ports, recorder, machines: faulty });
  let error: unknown = null;
  node.news$.subscribe({ error: (thrown: unknown) => (error = thrown) });
  node.start();
  node.command({ command: 'status' });
  clock.run();
  node.command({ command: 'status' });
  clock.run();
  return { store, error, turns: node.system.turn };
}

function fail(error: unknown): never {
  throw error;
}
