/**
 * `npm run check`: format, lint, types, dead code, then unit and property tests.
 * `npm test` (`--all`): the same, and all other tests with them. Whatever is red, the rest still runs.
 * `npm test -- test/codec` runs only the tests one names.
 *
 * The last line is the tally: `N passed, N failed`. In CI a skipped test is a failed one.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

const tools = {
  format: ['oxfmt/bin/oxfmt', '--check', '.'],
  lint: ['oxlint/bin/oxlint'],
  types: ['typescript/bin/tsc', '-p', '.'],
  "the page's types": ['typescript/bin/tsc', '-p', 'src/inspector/page'],
  'dead code': ['knip/bin/knip.js'],
};
const quickProjects = ['--project', 'unit', '--project', 'property'];

const args = process.argv.slice(2);
const all = args[0] === '--all';
const named = all ? args.slice(1) : args;
prepare({ build: true });
process.exitCode = named.length > 0 ? vitest(named) : await checkEverything();

async function checkEverything() {
  const results = await Promise.all(Object.entries(tools).map(([name, tool]) => check(name, tool)));
  const tests = countTests(all ? [] : quickProjects);
  const passed = tests.passed + results.filter((ok) => ok).length;
  const failed = tests.failed + results.filter((ok) => !ok).length;
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}

/**
 * @param {string} name
 * @param {string[]} tool
 * @returns {Promise<boolean>}
 */
function check(name, [path = '', ...args]) {
  const started = performance.now();
  const tool = spawn(process.execPath, [join(root, 'node_modules', path), ...args], { cwd: root });
  let output = '';
  tool.stdout.on('data', (chunk) => (output += chunk));
  tool.stderr.on('data', (chunk) => (output += chunk));
  return new Promise((done) => {
    tool.on('close', (code) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      process.stdout.write(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)\n`);
      if (code !== 0) process.stdout.write(`${output.trimEnd()}\n`);
      done(code === 0);
    });
  });
}

/** @param {string[]} projects */
function countTests(projects) {
  const folder = mkdtempSync(join(tmpdir(), 'peertape-check-'));
  const file = join(folder, 'tests.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const status = vitest([...projects, ...reporters]);
  try {
    return tally(JSON.parse(readFileSync(file, 'utf8')), status);
  } catch {
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @typedef {{ status: string, assertionResults: { status: string }[] }} FileResult
 * @param {{ numPassedTests: number, testResults: FileResult[] }} report
 * @param {number} status
 */
function tally({ numPassedTests, testResults }, status) {
  const of = (/** @type {string[]} */ ...statuses) =>
    testResults
      .flatMap((file) => file.assertionResults)
      .filter((test) => statuses.includes(test.status)).length;
  const skipped = of('skipped', 'pending', 'todo', 'disabled');
  const broken = testResults.filter(
    (file) =>
      file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  );
  const failed = of('failed') + broken.length + (process.env['CI'] ? skipped : 0);
  if (skipped > 0) process.stdout.write(`${skipped} skipped\n`);
  return { passed: numPassedTests, failed: failed === 0 && status !== 0 ? 1 : failed };
}

/** @param {string[]} args */
function vitest(args) {
  const path = join(root, 'node_modules/vitest/vitest.mjs');
  const run = spawnSync(process.execPath, [path, 'run', ...args], { cwd: root, stdio: 'inherit' });
  return run.status ?? 1;
}
