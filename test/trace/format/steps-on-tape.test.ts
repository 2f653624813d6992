import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { emptySystem, turn } from '../../../src/machines/engine/turn.ts';
import { machines } from '../../../src/node/running/machines.ts';
import type { Effect } from '../../../src/protocol/effects.ts';
import { Fields } from '../../../src/trace/format/fields.ts';
import { stepsFromTape, stepsToTape, tapedSteps } from '../../../src/trace/format/steps-on-tape.ts';
import { anyUnplainValue } from '../../support/any-plain-value.ts';
import { configOf } from '../../support/pure-config.ts';

const start = { type: 'node.started', config: configOf('a'), at: 0 } as const;
const steps = tapedSteps(turn(emptySystem(machines), start));

it('says of a turn who did what, where that led, and what was asked of the world', () => {
  const [first] = steps;
  expect(first).toMatchObject({ actor: 'node', event: 'start', state: 'starting', guard: null });
  expect(first?.changes.map(([field]) => field)).toContain('config');
  expect(first?.effects).toContainEqual({
    type: 'network.listen',
    fields: [
      ['host', 'a'],
      ['port', 1],
    ],
  });
});

it('takes each name once, and gives the same steps back', () => {
  const names: string[] = [];
  const intern = (name: string) => {
    if (!names.includes(name)) names.push(name);
    return names.indexOf(name) + 1;
  };
  const tape = stepsToTape(7, steps, intern);
  const fields = new Fields(tape);
  expect(fields.count()).toBe(7);
  expect(stepsFromTape(fields, (ref) => names[ref - 1])).toEqual(steps);
});

it('refuses a step with anything in it that would come back as something else', () => {
  fc.assert(
    fc.property(anyUnplainValue, (value) => {
      const { system, steps } = turn(emptySystem(machines), start);
      const effects = [{ type: 'link.send', link: 'o1', messages: value } as unknown as Effect];
      const strange = { system, steps: [{ ...steps[0]!, effects }], effects };
      expect(() => tapedSteps(strange)).toThrow(TypeError);
    }),
    { numRuns: 100 },
  );
});

it('takes a field without a value for a malformed one', () => {
  const tape = new Fields([['a', 'e', 's', 0, [], [['timer.start', 'due']]]]);
  expect(() => stepsFromTape(tape, () => undefined)).toThrow(
    expect.objectContaining({ name: 'TapeError', code: 'malformed' }),
  );
});

it('takes a name that was not given for a malformed one', () => {
  const tape = new Fields([[1, 1, 1, 0, [], []]]);
  expect(() => stepsFromTape(tape, () => undefined)).toThrow(
    expect.objectContaining({ name: 'TapeError', code: 'malformed' }),
  );
});
