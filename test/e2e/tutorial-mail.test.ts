import { expect, it } from 'vitest';
import { PageReader } from '../support/page-reader.ts';

const ports = ['9011', '9012', '9013', '9014'];
const names = ['eva', 'finn', 'gus', 'hana'];

it('the tutorial of mail is true, command for command', { timeout: 60_000 }, async () => {
  const reader = await PageReader.of('docs/tutorial-mail.md', ports);
  const talkers = names.filter((name) => name !== 'finn');
  expect(new Set(reader.kinds)).toEqual(new Set(['sh', ...talkers.map((name) => `text ${name}`)]));
  await reader.followAll();
  expect([...reader.terminals.keys()]).toEqual(names);
});
