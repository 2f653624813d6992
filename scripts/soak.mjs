/**
 * `npm run soak`: what takes longer than a test may. Each run of the table stops by itself.
 *
 *     npm run soak                                all of them
 *     npm run soak -- codec trace --seconds 600   only these, each fuzz for so long
 *     npm run soak -- trace --seed 7 --save       keeps what goes new ways in test/fuzz-corpus
 *     npm run soak -- trace --input FILE          one input again
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepare, root } from './prepare.mjs';
import { runFuzz } from './soak/run-fuzz.mjs';

/** @typedef {{ seconds: number, seed: number, input: string | null, save: boolean }} Wishes */

/** @type {Readonly<Record<string, (wishes: Wishes) => Promise<boolean>>>} */
const runs = {
  codec: (wishes) => runFuzz('codec', wishes),
  trace: (wishes) => runFuzz('trace', wishes),
  console: (wishes) => runFuzz('console', wishes),
  overlay: () => tests('test/e2e/overlay-fifty.test.ts'),
  recovery: () =>
    tests('test/e2e/killed-at-any-moment.test.ts', 'test/property/replay-damage.test.ts'),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 32) },
    input: { type: 'string' },
    save: { type: 'boolean', default: false },
  },
});
const { input = null, save } = values;
const wishes = { seconds: Number(values.seconds), seed: Number(values.seed), input, save };
if (!(wishes.seconds > 0) || !Number.isSafeInteger(wishes.seed)) {
  process.stdout.write('--seconds and --seed are numbers\n');
  process.exit(2);
}
prepare({ build: true });
const failed = [];
for (const name of positionals.length > 0 ? positionals : Object.keys(runs)) {
  const run = runs[name];
  if (run === undefined) {
    process.stdout.write(`there is no run ${name}, only ${Object.keys(runs).join(', ')}\n`);
    failed.push(name);
  } else if (!(await run(wishes))) failed.push(name);
}
process.stdout.write(failed.length === 0 ? 'all is well\n' : `failed: ${failed.join(', ')}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;

/** Tests that do more of the same when they are told that there is time. @param {string[]} files */
async function tests(...files) {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const env = { ...process.env, PEERTAPE_SOAK: '1' };
  const { status } = spawnSync(process.execPath, [vitest, 'run', ...files], {
    cwd: root,
    env,
    stdio: 'inherit',
  });
  return status === 0;
}
