import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { PageReader } from '../support/page-reader.ts';

const ports = ['9001', '9002', '9003', '9004', '12345'];
const names = ['alice', 'bob', 'sam', 'carol', 'dave'];

it('README.md is true, command for command, as it stands (S0-51)', async () => {
  const reader = await PageReader.of('README.md', ports);
  await reader.followAll();
  expect([...reader.terminals.keys()]).toEqual(names);
  const inline = [...readFileSync('README.md', 'utf8').matchAll(/`([^`\n]+)`/g)];
  expect(reader.shown).toHaveLength(1);
  expect(inline.map(([, words]) => words)).toContain(reader.shown[0]);
});

it('README.md shows nothing in a block that is not tried, but its picture', async () => {
  const { kinds } = await PageReader.of('README.md', ports);
  expect(kinds.filter((kind) => kind === '')).toHaveLength(1);
  expect(new Set(kinds)).toEqual(new Set(['', 'sh', 'js', ...names.map((name) => `text ${name}`)]));
});
