import { describe, expect, it } from 'vitest';
import { compareSteps } from '../../../src/trace/replay/compare-steps.ts';
import type { TapedField, TapedStep } from '../../../src/trace/format/steps-on-tape.ts';

const send = { type: 'link.send', fields: [['link', 'o1']] } as const;
const base: TapedStep = {
  actor: 'node/o1',
  event: 'hello',
  state: 'open',
  guard: null,
  changes: [],
  effects: [],
};
const place = { turn: 7, actor: 'node/o1', event: 'hello' };

function timer(...fields: readonly TapedField[]): TapedStep {
  return { ...base, effects: [send, { type: 'timer.start', fields }] };
}

function changed(...changes: readonly TapedField[]): TapedStep {
  return { ...base, changes };
}

describe('an effect', () => {
  it('differs in a field by its name', () => {
    const tape = timer(['timer', 't'], ['due', 500]);
    const code = timer(['timer', 't'], ['due', 501]);
    expect(compareSteps(7, [tape], [code])).toEqual({
      ...place,
      what: 'effect',
      path: 'effects[1].due',
      tape: 500,
      code: 501,
    });
  });

  it('differs by a field that is new, or gone, even if nothing is in it', () => {
    const short = timer(['timer', 't']);
    const long = timer(['timer', 't'], ['due', null]);
    const difference = { ...place, what: 'effect', path: 'effects[1].due' };
    const none = 'no such field';
    expect(compareSteps(7, [short], [long])).toEqual({ ...difference, tape: none, code: null });
    expect(compareSteps(7, [long], [short])).toEqual({ ...difference, tape: null, code: none });
  });

  it('differs by its type, or by being there at all', () => {
    const other = { ...base, effects: [{ type: 'link.end', fields: [] }] };
    const one = { ...base, effects: [send] };
    const difference = { ...place, what: 'effect', path: 'effects[0]' };
    expect(compareSteps(7, [one], [other])).toEqual({
      ...difference,
      tape: 'link.send',
      code: 'link.end',
    });
    expect(compareSteps(7, [one], [base])).toEqual({
      ...difference,
      tape: 'link.send',
      code: null,
    });
  });

  it('is the same with its fields in another order', () => {
    const tape = timer(['timer', 't'], ['due', [9]]);
    const code = timer(['due', [9]], ['timer', 't']);
    expect(compareSteps(7, [tape], [code])).toBeNull();
  });
});

describe('a context', () => {
  it('differs in a field by its name, or by one that only one side changed', () => {
    const difference = { ...place, what: 'state', path: 'context.probes' };
    expect(compareSteps(7, [changed(['probes', 1])], [changed(['probes', [2]])])).toEqual({
      ...difference,
      tape: 1,
      code: [2],
    });
    expect(compareSteps(7, [changed()], [changed(['probes', 1])])).toEqual({
      ...difference,
      tape: 'unchanged',
      code: 1,
    });
    expect(compareSteps(7, [changed(['probes', 1])], [changed()])).toEqual({
      ...difference,
      tape: 1,
      code: 'unchanged',
    });
  });
});
