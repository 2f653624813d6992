/* oxlint-disable typescript/no-unnecessary-type-assertion -- `types: {} as …` is how XState is told its types. */
import { setup } from 'xstate';
import { expect, it } from 'vitest';
import { perform } from '../../../src/machines/engine/perform.ts';
import { start, step } from '../../../src/machines/engine/step.ts';

interface Context {
  readonly a: number;
  readonly b: number;
}

it('performs a plain function: it changes some fields, and asks in order', () => {
  const machine = setup({
    types: {} as { context: Context; events: { type: 'GO'; by: number } },
    actions: {
      grow: perform(({ a }: Context, { by }: { by: number }, times: number) => [
        { a: a + by * times },
        [
          { type: 'mark', text: 'one' },
          { type: 'mark', text: 'two' },
        ],
      ]),
      look: perform(({ a }: Context) => [{}, [{ type: 'mark', text: `a is ${a}` }]]),
    },
  }).createMachine({
    id: 'm',
    options: { maxIterations: 10 },
    context: { a: 1, b: 2 },
    on: { GO: { actions: [{ type: 'grow', params: 10 }, 'look'] } },
  });
  const { snapshot, asked } = step(machine, start(machine, null).snapshot, {
    type: 'GO',
    by: 3,
  } as never);

  expect(snapshot.context).toEqual({ a: 31, b: 2 });
  expect(asked).toEqual([
    { type: 'mark', text: 'one' },
    { type: 'mark', text: 'two' },
    { type: 'mark', text: 'a is 31' },
  ]);
});
