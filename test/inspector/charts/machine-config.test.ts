import { describe, expect, it } from 'vitest';
import { type AnyStateMachine, createMachine } from 'xstate';
import { machineConfig } from '../../../src/inspector/charts/machine-config.ts';
import { definition } from '../../../src/machines/engine/definition.ts';
import { stateNodes } from '../../../src/machines/engine/state-nodes.ts';
import { machines } from '../../../src/node/running/machines.ts';
import { anyKindOfMachine } from '../../support/any-kind-of-machine.ts';

describe('a machine as JSON', () => {
  it.each(Object.entries({ ...machines, every: anyKindOfMachine }))(
    'makes a machine with the same states and transitions: %s',
    (_, machine) => {
      const again = createMachine(JSON.parse(JSON.stringify(machineConfig(machine))) as object);
      expect(definition(again)).toEqual(definition(machine));
      expect(tagsOf(again)).toEqual(tagsOf(machine));
    },
  );

  it('is what one would write by hand', () => {
    expect(machineConfig(machines['alarm']!)).toEqual({
      id: 'alarm',
      initial: 'set',
      on: {
        'alarm.set': [{ target: '.set', actions: ['note when'] }],
        'alarm.off': [{ target: '.over' }],
      },
      states: {
        set: { after: { alarm: [{ target: 'rung', actions: ['ring'] }] } },
        rung: {},
        over: { type: 'final' },
      },
    });
  });
});

function tagsOf(machine: AnyStateMachine) {
  return stateNodes(machine).map(({ id, tags, history }) => ({ id, tags, history }));
}
