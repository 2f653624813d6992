import { describe, expect, it } from 'vitest';
import { createMachine, raise } from 'xstate';
import { type ChartState, chartOf, statesOf } from '../../../src/inspector/charts/chart-of.ts';
import { stateNodes } from '../../../src/machines/engine/state-nodes.ts';
import { connectionMachine } from '../../../src/machines/connection/connection-machine.ts';
import { anyKindOfMachine } from '../../support/any-kind-of-machine.ts';

describe('the chart of a machine', () => {
  const every = chartOf(anyKindOfMachine);

  it('has all states in their order, each with what it is', () => {
    expect(chartOf(connectionMachine).machine).toBe('connection');
    expect(statesOf(chartOf(connectionMachine).root).map(({ id, kind }) => [id, kind])).toEqual(
      stateNodes(connectionMachine).map(({ id, type }) => [id, type]),
    );
  });

  it('knows what is entered first', () => {
    expect([every.root, called('both'), called('both.left')].map(({ initial }) => initial)).toEqual(
      ['every.first', null, 'every.both.left.one'],
    );
  });

  it('tells a history that leads to the leaves from one that does not, and where they lead at first', () => {
    const histories = ['both.right.past', 'both.right.long past'].map(called);
    expect(histories.map(({ deep, initial }) => [deep, initial])).toEqual([
      [false, 'every.both.right.two'],
      [true, null],
    ]);
  });

  it('says delays, ends and what is done in words', () => {
    expect(
      called('first').arrows.map(({ event, guard, actions }) => [event, guard, actions]),
    ).toEqual([
      ['', 'is late', []],
      ['again', null, []],
      ['split', null, []],
      ['after 100 ms', null, []],
      ['after longer', 'may', []],
      ['after longer', null, ['wait on']],
    ]);
    expect(called('both').arrows.map(({ event, actions }) => [event, actions])).toEqual([
      ['done', ['be glad']],
    ]);
  });

  it('says with what an action or a guard is given', () => {
    expect(every.root.exit).toEqual(['end (well)']);
    expect(called('both.right.one').arrows[0]?.guard).toBe('is (1)');
  });

  it('leaves out what XState adds to keep time, and has a word for what is written inline', () => {
    const { root } = chartOf(
      createMachine({
        id: 'inline',
        entry: [raise({ type: 'go' }), function lookAround() {}, () => {}],
        after: { 10: { actions: raise({ type: 'again' }) } },
      }),
    );
    expect([root.entry, root.exit, root.arrows[0]?.actions]).toEqual([
      ['raise go', 'lookAround', 'anonymous'],
      [],
      ['raise again'],
    ]);
  });

  it('says where arrows lead, none if they lead nowhere, and which of them enter anew', () => {
    const [always, again, split] = called('first').arrows;
    expect([always, again, split].map((arrow) => [arrow?.targets, arrow?.reenter])).toEqual([
      [['every.both'], false],
      [['every.first'], true],
      [['every.both.left.two', 'every.both.right.two'], false],
    ]);
    expect(called('first').arrows.at(-1)?.targets).toEqual([]);
  });

  function called(way: string): ChartState {
    return statesOf(every.root).find(({ id }) => id === `every.${way}`)!;
  }
});
