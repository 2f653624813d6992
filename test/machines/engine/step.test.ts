/* oxlint-disable typescript/no-unnecessary-type-assertion -- `types: {} as …` is how XState is told its types. */
import { assign, emit, enqueueActions, log, setup, type AnyStateMachine } from 'xstate';
import { describe, expect, it } from 'vitest';
import { connectionMachine } from '../../../src/machines/connection/connection-machine.ts';
import { start, step } from '../../../src/machines/engine/step.ts';
import { machines } from '../../../src/node/running/machines.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { configOf } from '../../support/pure-config.ts';
import { frozen } from '../../support/pure-frozen.ts';
import { drawn, greeted, opened } from '../../support/pure-connection.ts';

const options = { maxIterations: limits.microstepsPerStepMax };
const go = { type: 'GO' };

/** A machine that on GO does what only shows when it runs. */
function machineThat(action: (tools: Tools) => void): AnyStateMachine {
  return setup({
    actions: { act: enqueueActions((tools) => action(tools as unknown as Tools)) },
  }).createMachine({ id: 'm', options, on: { GO: { actions: 'act' } } });
}

interface Tools {
  // oxlint-disable-next-line typescript/no-explicit-any -- What is refused is mostly of the wrong type.
  readonly enqueue: any;
  readonly self: { send(event: object): void };
}

function run(machine: AnyStateMachine) {
  return step(machine, start(machine, undefined).snapshot, go);
}

describe('a step', () => {
  const counting = setup({
    types: {} as { context: { count: number }; emitted: { type: string; count: number } },
    actions: {
      count: assign({ count: ({ context }) => context.count + 1 }),
      tell: emit(({ context }) => ({ type: 'counted', count: context.count })),
    },
    guards: { 'is small': ({ context }) => context.count < 2 },
  }).createMachine({
    id: 'counting',
    options,
    context: { count: 0 },
    initial: 'low',
    states: {
      low: {
        after: { 100: 'high' },
        on: {
          GO: [{ guard: 'is small', actions: ['count', 'tell'] }, { target: 'high' }],
          AGAIN: { target: 'low', reenter: true },
        },
      },
      high: { entry: ['count', 'tell'], type: 'final' },
    },
  });

  it('gives the next snapshot, what was asked for in order, and the guard that let it', () => {
    const { snapshot, asked, guard } = step(counting, start(counting, null).snapshot, go);
    expect(snapshot.context).toEqual({ count: 1 });
    expect(asked).toEqual([{ type: 'counted', count: 1 }]);
    expect(guard).toBe('is small');
  });

  it('gives timers as data, each by a name of its own that never changes', () => {
    const id = 'xstate.after.100.counting.low';
    const begin = { type: 'delay.start', id, delayMs: 100, event: id };
    const begun = start(counting, null);
    expect(begun.asked).toEqual([begin]);
    expect(step(counting, begun.snapshot, { type: 'AGAIN' }).asked).toEqual([
      { type: 'delay.cancel', id },
      begin,
    ]);
  });

  it('has no guard when none was asked', () => {
    expect(step(counting, start(counting, null).snapshot, { type: 'AGAIN' }).guard).toBe(null);
    expect(step(counting, start(counting, null).snapshot, { type: 'WHAT' }).guard).toBe(null);
  });

  it('gives the same again for the same snapshot, in whatever order it is asked', () => {
    const input = { ...greetingInput, link: 'o1' };
    const other = { ...greetingInput, link: 'o2' };
    const forward = [history(input), history(other)];
    const backward = [history(other), history(input)].toReversed();
    expect(backward).toEqual(forward);
    expect(JSON.stringify(backward)).toBe(JSON.stringify(forward));
  });

  it('changes nothing that an older snapshot can see', () => {
    const first = frozen(start(connectionMachine, greetingInput).snapshot);
    const plain = JSON.stringify(first);
    const second = frozen(step(connectionMachine, first, stamp(opened)).snapshot);
    frozen(step(connectionMachine, second, stamp(drawn)).snapshot);
    expect(JSON.stringify(first)).toBe(plain);
  });

  it('is not taken by a machine that is done', () => {
    const done = step(counting, start(counting, null).snapshot, {
      type: 'xstate.after.100.counting.low',
    });
    expect(done.snapshot.status).toBe('done');
    expect(() => step(counting, done.snapshot, go)).toThrow(
      new RangeError('machine counting is done and takes no GO'),
    );
  });

  it('ends after limits.microstepsPerStepMax microsteps', () => {
    const hop = (last: number) =>
      setup({
        types: {} as { context: { hops: number } },
        actions: { hop: assign({ hops: ({ context }) => context.hops + 1 }) },
        guards: { more: ({ context }) => context.hops < last },
      }).createMachine({
        id: 'hopping',
        options,
        context: { hops: 0 },
        initial: 'rest',
        states: {
          rest: { on: { GO: 'hop' } },
          hop: { always: { guard: 'more', target: 'hop', reenter: true, actions: 'hop' } },
        },
      });
    const few = limits.microstepsPerStepMax - 2;
    expect(run(hop(few)).snapshot.context).toEqual({ hops: few });
    expect(() => run(hop(limits.microstepsPerStepMax))).toThrow(
      `more than ${limits.microstepsPerStepMax} microsteps`,
    );
  });

  it('holds every machine of a node to limits.microstepsPerStepMax', () => {
    const most = Object.values(machines).map(({ options }) => options.maxIterations);
    expect(new Set(most)).toEqual(new Set([limits.microstepsPerStepMax]));
  });

  const greetingInput = {
    link: 'o1',
    address: 'b:1',
    inbound: false,
    dial: 1,
    config: configOf('a'),
    listening: [],
    purpose: 'stay',
    until: null,
  };

  function history(input: typeof greetingInput) {
    const steps = [start(connectionMachine, input)];
    for (const event of [opened, drawn, greeted]) {
      steps.push(step(connectionMachine, steps.at(-1)!.snapshot, stamp(event)));
    }
    return steps.map(({ snapshot, asked, guard }) => ({
      value: snapshot.value as unknown,
      context: snapshot.context as unknown,
      asked,
      guard,
    }));
  }

  function stamp(event: { readonly type: string }) {
    return { ...event, at: 1, turn: 1 };
  }
});

describe('a step refuses', () => {
  const selfless = 'machine m: an action that reaches for self';
  const refused: Readonly<Record<string, readonly [(tools: Tools) => void, string]>> = {
    'a function': [({ enqueue }) => enqueue(() => {}), 'machine m: (anonymous) cannot be replayed'],
    'an action of no known name': [({ enqueue }) => enqueue('nope'), 'machine m: nope cannot be'],
    log: [({ enqueue }) => enqueue(log('hello')), 'machine m: log cannot be replayed'],
    spawnChild: [({ enqueue }) => enqueue.spawnChild(connectionMachine), selfless],
    sendTo: [
      ({ enqueue, self }) => enqueue.sendTo(self, go),
      'machine m: sendTo cannot be replayed',
    ],
    'sendTo somebody by name': [
      ({ enqueue }) => enqueue.sendTo('somebody', go),
      "Unable to send event to actor 'somebody' from machine 'm'",
    ],
    stopChild: [({ enqueue }) => enqueue.stopChild('c'), 'machine m: stopChild cannot be'],
    'a word to itself': [({ self }) => self.send(go), `${selfless}.send`],
    'raise with a delay': [
      ({ enqueue }) => enqueue.raise(go, { delay: 10 }),
      'machine m: the delay 10 of GO cannot be replayed',
    ],
  };

  it.each(Object.entries(refused))('%s that a function asks for', (_, [action, message]) => {
    expect(() => run(machineThat(action))).toThrow(message);
  });

  it.each([NaN, Infinity, -Infinity, -1, '5', null, undefined])('a delay of %s', (delay) => {
    const machine = setup({ delays: { wait: () => delay as number } }).createMachine({
      id: 'm',
      options,
      initial: 'a',
      states: { a: { on: { GO: 'b' } }, b: { after: { wait: 'a' } } },
    });
    expect(() => run(machine)).toThrow(`machine m: the delay ${String(delay)} of`);
  });

  it('a step within a step, and goes on', () => {
    const inner = machineThat(() => {});
    const outer = machineThat(() => run(inner));
    expect(() => run(outer)).toThrow('machine m: a step within a step');
    expect(run(inner).asked).toEqual([]);
  });

  it('a start that fails', () => {
    const machine = setup({}).createMachine({
      id: 'm',
      options,
      context: () => {
        throw new Error('no context today');
      },
    });
    expect(() => start(machine, undefined)).toThrow('no context today');
  });

  it('a guard that throws, and says what it threw', () => {
    const machine = setup({
      guards: {
        broken: () => {
          throw new Error('a guard gave up');
        },
      },
    }).createMachine({ id: 'm', options, on: { GO: { guard: 'broken' } } });
    expect(() => run(machine)).toThrow(/guard 'broken'[^]*a guard gave up/);
  });
});
