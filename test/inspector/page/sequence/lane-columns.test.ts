import { expect, it } from 'vitest';
import type { SequenceArrow, SequenceLane } from '../../../../src/inspector/answers/sequence.ts';
import { laneColumns } from '../../../../src/inspector/page/sequence/lane-columns.ts';

const lanes = [
  lane('o1', 'bob', '10.0.0.2:9000'),
  lane('i1', 'carol', '10.0.0.3:49152'),
  lane('o2', '', '10.0.0.2:9000'),
  lane('i2', 'carol', '10.0.0.3:49153'),
];
const arrows = [
  arrow('o1', 'opened'),
  arrow('i1', 'accepted'),
  arrow('o1', 'closed'),
  arrow('o2', 'dial'),
  arrow('i2', 'accepted'),
  arrow('o2', 'closed'),
];

it('stands links to the same peer below each other, and beside each other while both are there', () => {
  const { columns, columnOf } = laneColumns({ lanes, arrows, isCut: false });
  expect(columns.map((column) => column.lanes.map(({ link }) => link))).toEqual([
    ['o1', 'o2'],
    ['i1'],
    ['i2'],
  ]);
  expect(Object.fromEntries(columnOf)).toEqual({ o1: 0, o2: 0, i1: 1, i2: 2 });
});

function lane(link: string, peer: string, address: string): SequenceLane {
  return { link, peer, name: '', address };
}

function arrow(link: string, kind: string): SequenceArrow {
  return { turn: 1, us: 0, link, way: 'here', kind, count: 1, text: '' };
}
