import { describe, expect, it } from 'vitest';
import { alarmMachine } from '../../../../src/machines/node/overlay/alarm-machine.ts';
import { stateName } from '../../../../src/machines/engine/states.ts';
import { start, step, type Stepped } from '../../../../src/machines/engine/step.ts';
import { tell } from '../../../../src/machines/engine/asked.ts';

const at = 1_000_000;
const later = (stepped: Stepped, event: { readonly type: string; readonly due?: number }) => {
  const stamped = { ...event, at, turn: 1 };
  return step(alarmMachine, stepped.snapshot, stamped);
};
const delaysIn = ({ asked }: Stepped) =>
  asked.flatMap((one) => (one.type === 'delay.start' ? [one.delayMs] : []));
const stateOf = ({ snapshot }: Stepped) => stateName(snapshot);
const rings = (stepped: Stepped) => {
  const [delay] = stepped.asked.filter((one) => one.type === 'delay.start');
  return later(stepped, { type: delay!.event });
};

describe('the alarm', () => {
  it('is set when it begins, to the microsecond', () => {
    const set = start(alarmMachine, { delayUs: 2_500 });
    expect(stateOf(set)).toBe('set');
    expect(delaysIn(set)).toEqual([2.5]);
  });

  it('tells the node once when it rings, and then is quiet', () => {
    const rung = rings(start(alarmMachine, { delayUs: 2_500 }));
    expect(stateOf(rung)).toBe('rung');
    expect(rung.asked.filter(({ type }) => type !== 'delay.cancel')).toEqual([
      tell('node', { type: 'alarm.rang' }),
    ]);
  });

  it.each([
    ['before it rings', (set: Stepped) => set],
    ['after it rang', rings],
  ] as const)('can be set anew %s', (_, until) => {
    const again = later(until(start(alarmMachine, { delayUs: 5 })), {
      type: 'alarm.set',
      due: at + 7_000,
    });
    expect(stateOf(again)).toBe('set');
    expect(delaysIn(again)).toEqual([7]);
  });

  it('rings at once for what is overdue', () => {
    const set = later(start(alarmMachine, { delayUs: 5 }), { type: 'alarm.set', due: at - 1 });
    expect(delaysIn(set)).toEqual([0]);
  });

  it('is over when it is turned off, and leaves no timer', () => {
    const off = later(start(alarmMachine, { delayUs: 5 }), { type: 'alarm.off' });
    expect(stateOf(off)).toBe('over');
    expect(off.snapshot.status).toBe('done');
    expect(off.asked.map(({ type }) => type)).toEqual(['delay.cancel']);
  });
});
