import { expect, it } from 'vitest';
import { show } from '../../../src/trace/reading/show.ts';
import type { TapedEffect } from '../../../src/trace/format/steps-on-tape.ts';
import { tapeOf } from '../../support/tapes.ts';

function shownEffects(...effects: readonly TapedEffect[]): string[] {
  const step = { actor: 'node/o1', event: 'e', state: 's', guard: null, changes: [], effects };
  const { store } = tapeOf([
    (turn, at) => [
      { kind: 'input', turn, input: { type: 'timer.fired', timer: 'node#tick', at } },
      { kind: 'steps', turn, steps: [step] },
    ],
  ]);
  return [...show(store, { actor: 'node/o1' })]
    .filter(({ event }) => event === 'effect')
    .map((line) => JSON.stringify(line));
}

it('shows of an effect all its fields by their names', () => {
  const fields = [
    ['timer', 't'],
    ['due', 500],
    ['texts', [9]],
  ] as const;
  expect(shownEffects({ type: 'timer.start', fields })).toEqual([
    '{"event":"effect","turn":1,"actor":"node/o1","type":"timer.start","timer":"t","due":500,"texts":{"digest":9},"at":1,"us":1000}',
  ]);
});

it('keeps the names of the line itself for the line', () => {
  const delivered = [
    ['event', 'delivered'],
    ['us', 7],
    ['turn', 99],
    ['at', 99],
  ] as const;
  expect(shownEffects({ type: 'report', fields: delivered })).toEqual([
    '{"event":"effect","turn":1,"actor":"node/o1","type":"report","on":"delivered","tookUs":7,"at":1,"us":1000}',
  ]);
});
