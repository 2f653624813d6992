import { expect, it } from 'vitest';
import { cascade } from '../../../../src/inspector/page/turn/cascade.ts';

it('stands each step below the one that told it', () => {
  const depths = cascade([
    { actor: 'node/o1', by: null },
    { actor: 'node', by: 'node/o1' },
    { actor: 'node/o1', by: 'node' },
    { actor: 'node/i2', by: 'node' },
    { actor: 'node/i3', by: null },
  ]);
  expect(depths).toEqual([0, 1, 2, 2, 0]);
});

it('stands one that was told by nobody who is shown at the beginning', () => {
  expect(cascade([{ actor: 'node', by: 'node/o7' }])).toEqual([0]);
});
