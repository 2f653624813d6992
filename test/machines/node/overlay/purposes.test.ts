import { expect, it } from 'vitest';
import { isApproach, isNeighbour } from '../../../../src/machines/node/overlay/purposes.ts';
import { linkEntry } from '../../../support/link-entry.ts';

it.each([
  ['stay', true, false],
  ['join', true, true],
  ['need', true, true],
  ['want', true, true],
  ['enrol', false, false],
  ['probe', false, false],
  ['', true, false],
  ['of a later version', true, false],
])('a link for %j makes a neighbour: %s; unasked by a user: %s', (purpose, neighbour, approach) => {
  expect(isNeighbour(linkEntry('i1', { purpose }))).toBe(neighbour);
  expect(isApproach(purpose)).toBe(approach);
});
