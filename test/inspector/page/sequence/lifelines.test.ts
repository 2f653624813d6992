import { expect, it } from 'vitest';
import type { SequenceArrow, SequenceLane } from '../../../../src/inspector/answers/sequence.ts';
import { lifelines } from '../../../../src/inspector/page/sequence/lifelines.ts';

const arrows = [
  arrow('o1', 'in', 'ping'),
  arrow('i1', 'here', 'accepted'),
  arrow('i1', 'out', 'hello'),
  arrow('o1', 'here', 'closed'),
  arrow('i1', 'in', 'hello'),
];

it('goes from the first that is known of a link to its end, or on', () => {
  expect(lifelines({ lanes: [lane('o1'), lane('i1')], arrows, isCut: true })).toEqual([
    { link: 'o1', lane: 0, from: 0, to: 3 },
    { link: 'i1', lane: 1, from: 1, to: 4 },
  ]);
});

it('begins with the first word of a link of which nobody knows how it began, if nothing is cut off', () => {
  const [line] = lifelines({ lanes: [lane('i1')], arrows: arrows.slice(2), isCut: false });
  expect(line).toEqual({ link: 'i1', lane: 0, from: 0, to: 2 });
});

it('has a line for a lane without arrows too', () => {
  expect(lifelines({ lanes: [lane('o1')], arrows: [], isCut: false })).toEqual([
    { link: 'o1', lane: 0, from: 0, to: 0 },
  ]);
});

function lane(link: string): SequenceLane {
  return { link, peer: '', name: '', address: '' };
}

function arrow(link: string, way: SequenceArrow['way'], kind: string): SequenceArrow {
  return { turn: 1, us: 0, link, way, kind, count: 1, text: '' };
}
