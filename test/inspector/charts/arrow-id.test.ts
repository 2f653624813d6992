import { describe, expect, it } from 'vitest';
import { arrowId, arrowsOf } from '../../../src/inspector/charts/arrow-id.ts';
import { start, step } from '../../../src/machines/engine/step.ts';
import { stateNodes } from '../../../src/machines/engine/state-nodes.ts';
import { alarmMachine } from '../../../src/machines/node/overlay/alarm-machine.ts';
import { nodeMachine } from '../../../src/machines/node/node-machine.ts';
import { machines } from '../../../src/node/running/machines.ts';

describe('the id of an arrow', () => {
  it('is another for each transition of all machines', () => {
    const all = Object.values(machines).flatMap((machine) => stateNodes(machine).flatMap(arrowsOf));
    const ids = all.map(([, id]) => id);
    expect(ids.length).toBeGreaterThan(100);
    expect(new Set(ids).size).toBe(ids.length);
    expect(all.map(([transition]) => arrowId(transition))).toEqual(ids);
  });

  it('is told of what a step has taken', () => {
    const began = start(alarmMachine, { delayUs: 1_000 });
    const event = { type: 'alarm.set', at: 0, due: 5_000 };
    const { taken } = step(alarmMachine, began.snapshot, event);
    expect(taken.map(arrowId)).toEqual(['alarm|alarm.set|0']);
  });

  it('names what needs no event, and what comes after a while', () => {
    expect(arrowsOf(nodeMachine.getStateNodeById('node.parting')).map(([, id]) => id)).toEqual([
      'node.parting|always|0',
      'node.parting|always|1',
      'node.parting|link.accepted|0',
      'node.parting|seals.made|0',
      'node.parting|commands|0',
      'node.parting|xstate.after.sealTimeout.node.parting|0',
      'node.parting|xstate.after.lastLettersTimeout.node.parting|0',
    ]);
  });

  it('is refused to what no machine has', () => {
    const [[transition]] = arrowsOf(alarmMachine.root) as [[never, string]];
    expect(() => arrowId({ ...(transition as object) } as never)).toThrow(RangeError);
  });
});
