import { expect, it } from 'vitest';
import { ownCommand, shellWord } from '../../../src/cli/words/own-command.ts';

it.each([
  ['/usr/bin/peertape', '/home/bob', 'peertape'],
  ['/src/dist/cli/main.js', '/src', 'node dist/cli/main.js'],
  ['/src/dist/cli/main.js', '/home/bob', 'node /src/dist/cli/main.js'],
  ['/my src/dist/cli/main.js', '/home', "node '/my src/dist/cli/main.js'"],
  ['', '/home', 'peertape'],
])('what was called as %s in %s is called so again', (script, folder, command) => {
  expect(ownCommand(script, folder)).toBe(command);
});

it('a path is one word for a shell', () => {
  expect(['/tmp/a-b_1.2', "it's here", '$HOME', ''].map(shellWord)).toEqual([
    '/tmp/a-b_1.2',
    String.raw`'it'\''s here'`,
    "'$HOME'",
    "''",
  ]);
});
