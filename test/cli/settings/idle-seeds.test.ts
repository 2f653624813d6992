import { expect, it } from 'vitest';
import { idleSeeds } from '../../../src/cli/settings/idle-seeds.ts';
import { type GivenFlags, resolveOptions } from '../../../src/cli/settings/resolve-options.ts';

const idle = (flags: GivenFlags, seeds?: readonly string[]) =>
  idleSeeds(resolveOptions(flags, { env: {}, root: null }), { seeds });
const leftOut = 'no seed node is asked: --discovery says how others are found, without seeds';

it.each<[GivenFlags, readonly string[] | undefined, string | null]>([
  [{}, undefined, null],
  [{ seeds: ['5000'] }, undefined, null],
  [{ seedsFile: '/f' }, ['127.0.0.1:5000'], null],
  [{ discovery: 'none' }, undefined, null],
  [{ seeds: ['5000'], discovery: 'none' }, undefined, leftOut],
  [{ seedsFile: '/f', discovery: 'exchange' }, ['127.0.0.1:5000'], leftOut],
  [{ seedsFile: '/f' }, [], '/f names no seed node'],
  [{ seedsFile: '/f', seeds: ['5000'] }, [], '/f names no seed node'],
])('what is said of seed nodes by %j, and %j in a file, is told if it has no effect', (...row) => {
  const [flags, seeds, line] = row;
  expect(idle(flags, seeds)).toBe(line);
});
