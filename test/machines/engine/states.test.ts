import { setup } from 'xstate';
import { describe, expect, it } from 'vitest';
import { stateNodes } from '../../../src/machines/engine/state-nodes.ts';
import { stateName } from '../../../src/machines/engine/states.ts';
import { start } from '../../../src/machines/engine/step.ts';
import { established, greeting } from '../../support/pure-connection.ts';

const options = { maxIterations: 10 };

describe("a state's name", () => {
  it('is the way to it, without the machine', () => {
    expect(greeting().state).toBe('greeting.awaiting hello');
  });

  it('names all leaves of parallel states in document order', () => {
    expect(established().state).toBe('established.liveness.waiting + established.writability.open');
  });

  it('does not depend on the order in which a restored snapshot has its nodes', () => {
    const machine = setup({}).createMachine({
      id: 'm',
      options,
      type: 'parallel',
      states: { a: {}, b: { initial: 'c', states: { c: {} } } },
    });
    const { snapshot } = start(machine, undefined);
    const turnedAround = machine.resolveState({ value: snapshot.value });
    turnedAround._nodes = snapshot._nodes.toReversed() as typeof turnedAround._nodes;
    expect(stateName(turnedAround)).toBe('a + b.c');
    expect(stateName(snapshot)).toBe('a + b.c');
  });

  it('is refused to a machine of more states than a number has bits', () => {
    const states = Object.fromEntries(Array.from({ length: 53 }, (_, i) => [`s${i}`, {}]));
    const machine = setup({}).createMachine({ id: 'big', options, initial: 's0', states });
    expect(() => stateName(start(machine, undefined).snapshot)).toThrow(
      new RangeError('machine big has over 53 states: split it'),
    );
  });
});

it('lists the states of a machine with the root first, in document order', () => {
  const machine = setup({}).createMachine({
    id: 'm',
    initial: 'b',
    states: { b: { initial: 'z', states: { z: {}, a: {} } }, a: {} },
  });
  expect(stateNodes(machine).map(({ id }) => id)).toEqual(['m', 'm.b', 'm.b.z', 'm.b.a', 'm.a']);
});
