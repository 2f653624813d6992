import { expect, it } from 'vitest';
import { PageReader } from '../support/page-reader.ts';

const ports = ['9005', '9006', '9007', '12345'];
const names = ['sam', 'ann', 'ben', 'cleo'];

it('the tutorial of the overlay is true, command for command', { timeout: 120_000 }, async () => {
  const reader = await PageReader.of('docs/tutorial-overlay.md', ports);
  expect(new Set(reader.kinds)).toEqual(new Set(['sh', ...names.map((name) => `text ${name}`)]));
  await reader.followAll();
  expect([...reader.terminals.keys()]).toEqual(names);
});
