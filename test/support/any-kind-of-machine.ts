import { createMachine } from 'xstate';

/** One of everything that can stand in a machine and that ours may have some day. */
export const anyKindOfMachine = createMachine({
  id: 'every',
  initial: 'first',
  entry: 'begin',
  exit: { type: 'end', params: { how: 'well' } },
  on: { 'be off': '.last', '*': { actions: 'wonder' } },
  states: {
    first: {
      tags: ['early', 'shy'],
      always: [{ guard: 'is late', target: 'both' }],
      after: { 100: 'both', longer: [{ guard: 'may', target: 'both' }, { actions: 'wait on' }] },
      on: {
        again: { target: 'first', reenter: true },
        split: { target: ['both.left.two', 'both.right.two'] },
      },
    },
    both: {
      type: 'parallel',
      onDone: { target: 'last', actions: 'be glad' },
      states: {
        left: {
          initial: 'one',
          states: { one: { on: { go: 'two' } }, two: { type: 'final' } },
        },
        right: {
          initial: 'one',
          on: { back: '.past', 'far back': { target: '.long past' } },
          states: {
            one: { on: { go: { target: 'two', guard: { type: 'is', params: { a: 1 } } } } },
            two: { on: { away: '#every.first' } },
            past: { type: 'history', target: 'two' },
            'long past': { type: 'history', history: 'deep' },
          },
        },
      },
    },
    last: { type: 'final' },
  },
});
