/**
 * `npm run mutants`: plants one fault at a time in a copy of the sources, and expects a golden trace or
 * a property to turn red. A fault that survives shows a hole in the tests; a fault that no longer fits
 * the sources shows that this list is behind them. Both are failures.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mutants } from './mutants-list.mjs';
import { prepare, root } from './prepare.mjs';

const copied = [
  'src',
  'test',
  'traces',
  'docs',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
];
const tests = ['test/golden', 'test/property'];

const wanted = process.argv.slice(2);
prepare({ build: false });
const folder = mkdtempSync(join(tmpdir(), 'peertape-mutants-'));
let survivors = 0;
try {
  for (const name of copied) cpSync(join(root, name), join(folder, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  expectGreen();
  for (const mutant of mutants) {
    if (wanted.length === 0 || wanted.some((word) => mutant.name.includes(word))) plant(mutant);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(survivors === 0 ? 'every mutant was caught\n' : `${survivors} survived\n`);
process.exitCode = survivors === 0 ? 0 : 1;

/** With no fault planted the tests must pass, or they would catch anything. */
function expectGreen() {
  const red = firstRed();
  if (red === null) return;
  process.stdout.write(`red without any mutant: ${red}\n`);
  process.exit(1);
}

/** @param {import('./mutants-list.mjs').Mutant} mutant */
function plant({ name, file, from, to }) {
  const path = join(folder, file);
  const source = readFileSync(path, 'utf8');
  const fits = source.split(from).length === 2;
  const red = fits
    ? redWith(
        path,
        source,
        source.replace(from, () => to),
      )
    : null;
  if (red === null) survivors += 1;
  const outcome = red ?? (fits ? 'SURVIVED' : 'NO LONGER FITS THE SOURCE');
  process.stdout.write(`${name.padEnd(52)} ${outcome}\n`);
}

/**
 * @param {string} path
 * @param {string} source
 * @param {string} mutated
 */
function redWith(path, source, mutated) {
  writeFileSync(path, mutated);
  const red = firstRed();
  writeFileSync(path, source);
  return red;
}

/**
 * A run that ends without a red test, for whatever reason, has caught nothing.
 *
 * @returns {string | null} the first test that failed
 */
function firstRed() {
  for (const test of tests) {
    const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
    const args = [vitest, 'run', '--root', folder, '--bail', '1', '--reporter=json', test];
    const run = spawnSync(process.execPath, args, {
      encoding: 'utf8',
      cwd: folder,
      timeout: 300_000,
      maxBuffer: 67_108_864,
    });
    if (run.status === 0) continue;
    const red = nameOfFirstRed(run.stdout);
    if (red !== null) return red;
    process.stdout.write(`${test} broke off without a red test: ${run.stderr.slice(0, 300)}\n`);
  }
  return null;
}

/** @param {string} report */
function nameOfFirstRed(report) {
  try {
    /** @type {{ testResults: { assertionResults: { status: string, fullName: string }[] }[] }} */
    const { testResults } = JSON.parse(report.slice(report.indexOf('{')));
    const tests = testResults.flatMap((file) => file.assertionResults);
    return tests.find((test) => test.status === 'failed')?.fullName ?? null;
  } catch {
    return null;
  }
}
