import {
  assign,
  fromPromise,
  log,
  raise,
  sendTo,
  setup,
  spawnChild,
  type AnyStateMachine,
} from 'xstate';
import { describe, expect, it } from 'vitest';
import { refuseUnreplayable } from '../../../src/machines/engine/refuse.ts';
import { machines } from '../../../src/node/running/machines.ts';

const options = { maxIterations: 10 };
const child = fromPromise(() => Promise.resolve());
const act = 'machine m, state m.a: ';

function machineOf(config: object, implementations: object = {}): AnyStateMachine {
  const tools = setup({ actors: { child }, ...implementations });
  return tools.createMachine({
    id: 'm',
    options,
    initial: 'a',
    states: { a: config, b: {} },
  } as never) as unknown as AnyStateMachine;
}

describe('a machine is refused', () => {
  const refused: Readonly<Record<string, readonly [AnyStateMachine, string]>> = {
    'for invoke': [machineOf({ invoke: { src: 'child' } }), 'invoke cannot be replayed'],
    'for a function on entry': [
      machineOf({ entry: () => {} }),
      'the function action "entry" cannot be replayed',
    ],
    'for a function behind a name': [
      machineOf({ exit: 'act' }, { actions: { act: () => {} } }),
      'the function action "act" cannot be replayed',
    ],
    'for a missing action': [machineOf({ entry: 'nope' }), 'there is no action named "nope"'],
    'for spawnChild': [machineOf({ entry: spawnChild('child') }), 'spawnChild cannot be replayed'],
    'for sendTo': [
      machineOf({ on: { GO: { actions: sendTo('x', { type: 'X' }) } } }),
      'sendTo cannot be replayed',
    ],
    'for log': [
      machineOf({ always: { target: 'b', actions: log('x') } }),
      'log cannot be replayed',
    ],
    'for a delay of no known name': [
      machineOf({ after: { soon: 'b' } }),
      'there is no delay named "soon"',
    ],
    'for raising after a delay of no known name': [
      machineOf({ entry: raise({ type: 'X' }, { delay: 'soon' as never, id: 'x' }) }),
      'there is no delay named "soon"',
    ],
    'for raising after a number written as a name': [
      machineOf({ entry: raise({ type: 'X' }, { delay: '100' as never, id: 'x' }) }),
      'there is no delay named "100"',
    ],
    'for an action of an initial transition': [
      machineOf({ initial: { target: 'c', actions: log('x') }, states: { c: {} } }),
      'log cannot be replayed',
    ],
    'for an action of an after': [
      machineOf({ after: { 100: { target: 'b', actions: 'nope' } } }),
      'there is no action named "nope"',
    ],
  };

  it.each(Object.entries(refused))('%s', (_, [machine, message]) => {
    expect(() => refuseUnreplayable(machine)).toThrow(new TypeError(act + message));
    expect(() => refuseUnreplayable(machine)).toThrow(TypeError);
  });

  it.each([undefined, {}, { maxIterations: Infinity }])(
    'without an end to its microsteps: %o',
    (none) => {
      const machine = setup({}).createMachine({ id: 'm', options: none as never });
      expect(() => refuseUnreplayable(machine)).toThrow(
        new TypeError('machine m sets no options.maxIterations'),
      );
    },
  );
});

describe('a machine is accepted', () => {
  it.each(Object.entries(machines))('that is one of ours: %s', (_, machine) => {
    expect(() => refuseUnreplayable(machine)).not.toThrow();
  });

  it('that assigns, raises at once and waits', () => {
    const machine = machineOf(
      {
        entry: [
          assign({ x: 1 }),
          raise({ type: 'X' }),
          raise({ type: 'Y' }, { delay: 'soon', id: 'y' } as never),
        ],
        after: { 100: 'b', soon: 'b' },
      },
      { delays: { soon: 5 } },
    );
    expect(() => refuseUnreplayable(machine)).not.toThrow();
  });
});
