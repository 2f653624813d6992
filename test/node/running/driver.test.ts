import { describe, expect, it } from 'vitest';
import { emptySystem } from '../../../src/machines/engine/turn.ts';
import { Driver } from '../../../src/node/running/driver.ts';
import { machines } from '../../../src/node/running/machines.ts';
import type { Effect } from '../../../src/protocol/effects.ts';
import type { Happening } from '../../../src/protocol/inputs.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { VirtualClock } from '../../../src/sim/virtual-clock.ts';
import type { Clock } from '../../../src/streams/clock.ts';
import { MemoryTapeStore } from '../../../src/trace/store/memory-tape-store.ts';
import { Recorder } from '../../../src/trace/writing/recorder.ts';
import { tapeHead } from '../../../src/trace/writing/tape-head.ts';
import { configOf } from '../../support/pure-config.ts';
import { itemsOf } from '../../support/tapes.ts';

const config = configOf('a');
const started: Happening = { type: 'node.started', config };
const listening: Happening = { type: 'network.listening', host: 'a', port: 1 };

describe('a driver', () => {
  it('records, acts, lets observers see and settles, in this order', () => {
    const { driver, log, tape } = driverWith({
      act: () => log.push(`on tape by then: ${lastOn(tape)}`),
    });
    driver.take(started);
    expect(log).toEqual(['act network.listen', 'on tape by then: steps', 'observe 1', 'settle']);
  });

  it('never nests turns: an effect that answers at once waits for its turn', () => {
    const { driver, log } = driverWith({
      act: (effect, take) => {
        if (effect.type === 'network.listen') take(listening);
      },
    });
    driver.take(started);
    expect(log).toEqual(['act network.listen', 'observe 1', 'act report', 'observe 2', 'settle']);
  });

  it('gives an input the time at which its turn comes, never an earlier one than before', () => {
    const times = [700, 500, 900];
    const { driver } = driverWith({ now: () => times.shift()! });
    const seen: number[] = [];
    for (const happening of [started, listening, { type: 'timer.fired', timer: 'x#y' } as const]) {
      driver.take(happening);
      seen.push(driver.system.at);
    }
    expect(seen).toEqual([700, 700, 900]);
  });

  it('is over once its node is, and takes nothing more', () => {
    const { driver } = driverWith({});
    driver.take(started);
    driver.take({ type: 'network.failed', code: 'port-busy', text: 'taken' });
    expect({ over: driver.over, turn: driver.system.turn }).toEqual({ over: true, turn: 2 });
    driver.take(listening);
    expect(driver.system.turn).toBe(2);
  });

  it('tells a fault that not even the tape can take', () => {
    const { driver, tape, faults } = driverWith({});
    driver.take(started);
    const chunks = [new Uint8Array(limits.inputBytesMax + 1)];
    driver.take({ type: 'link.bytes', link: 'i1', chunks });
    driver.take(started);
    expect({ faults: faults.map(String), turn: driver.system.turn }).toEqual({
      faults: [expect.stringContaining('Error')],
      turn: 1,
    });
    expect(lastOn(tape)).toBe('crashed');
  });

  it('ends with a fault of our own, also one in carrying out effects, and the tape holds it', () => {
    const { driver, store, faults } = driverWith({
      act: () => {
        throw new Error('the world broke');
      },
    });
    driver.take(started);
    driver.take(listening);
    expect({ faults: faults.map(String), over: driver.over }).toEqual({
      faults: ['Error: the world broke'],
      over: true,
    });
    expect(itemsOf(store).map(({ kind }) => kind)).toEqual([
      'header',
      'page',
      'checkpoint',
      'clock',
      'input',
      'steps',
      'crashed',
      'unclosed',
    ]);
  });
});

interface Wishes {
  readonly now?: () => number;
  readonly act?: (effect: Effect, take: (happening: Happening) => void) => void;
}

function driverWith({ now, act = () => {} }: Wishes) {
  const log: string[] = [];
  const faults: unknown[] = [];
  const clock = new VirtualClock();
  const store = new MemoryTapeStore();
  const head = tapeHead({ config, machines, run: 'driven' });
  const onBroken = (error: unknown) => faults.push(error);
  const recorder = new Recorder({ store, head, wall: () => clock.wall(), onBroken });
  const driver: Driver = new Driver({
    machines,
    clock: now === undefined ? clock : clockOf(now, clock),
    recorder,
    act: (effect) => {
      log.push(`act ${effect.type}`);
      act(effect, (happening) => driver.take(happening));
    },
    settle: () => log.push('settle'),
    observe: (turn) => log.push(`observe ${turn.system.turn}`),
    fail: (error) => faults.push(error),
  });
  expect(driver.system).toEqual(emptySystem(machines));
  return { driver, log, clock, store, faults, tape: { recorder, store } };
}

/** A clock that says what it is told to say. */
function clockOf(now: () => number, clock: Clock): Clock {
  return {
    now,
    wall: () => clock.wall(),
    at: (due, callback) => clock.at(due, callback),
    soon: (callback) => clock.soon(callback),
  };
}

/** What was recorded last, whether or not it has gone to the store. */
function lastOn({ recorder, store }: { recorder: Recorder; store: MemoryTapeStore }): string {
  recorder.flush();
  const kinds = itemsOf(store).map(({ kind }) => kind as string);
  return kinds.filter((kind) => kind !== 'unclosed').at(-1)!;
}
