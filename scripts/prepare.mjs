/**
 * Brings a clone into working order: installs what the lock file says unless that is installed, and
 * builds unless the build was made from these very sources. It runs before anything is installed,
 * so it knows nothing but Node.js, and it costs next to nothing when there is nothing to do.
 *
 * The question is always "is it the same?", never "is it newer?": clocks and checkouts lie.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

const lockWaitMsMax = 600_000;

/** @param {{ build: boolean }} what */
export function prepare({ build }) {
  refuseOldNode();
  if (isInstalled() && (!build || isBuilt())) return;
  alone(() => {
    if (!isInstalled()) install();
    if (build && !isBuilt()) compile();
  });
}

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(`peertape needs Node.js 20.19 or newer; this is ${process.versions.node}`);
}

function isInstalled() {
  const wanted = packagesIn('package-lock.json');
  const found = packagesIn('node_modules/.package-lock.json');
  return Object.entries(wanted).every(
    ([path, { version, integrity, optional, devOptional }]) =>
      path === '' ||
      optional === true ||
      devOptional === true ||
      (found[path]?.version === version && found[path]?.integrity === integrity),
  );
}

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} Locked
 * @param {string} lockFile
 * @returns {Record<string, Locked | undefined> & Record<string, Locked>}
 */
function packagesIn(lockFile) {
  const path = join(root, lockFile);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {};
}

function install() {
  say('installing what package-lock.json says');
  const npm = process.env['npm_execpath'];
  const status = npm?.endsWith('npm-cli.js')
    ? run(process.execPath, [npm, 'ci', '--loglevel=error'])
    : run('npm', ['ci', '--loglevel=error']);
  if (status !== 0) fail('npm ci failed; its words are above');
}

function isBuilt() {
  const stamp = join(root, 'dist', '.built-from');
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === digestOfSources();
}

/** A node that is running from the old build keeps its files until the new one is whole. */
function compile() {
  say('building');
  const digest = digestOfSources();
  const dist = join(root, 'dist');
  const fresh = join(root, '.dist-fresh');
  const stale = join(root, '.dist-stale');
  rmSync(fresh, { recursive: true, force: true });
  rmSync(stale, { recursive: true, force: true });
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const status = run(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--outDir', fresh]);
  const isWhole = status === 0 && run(process.execPath, ['scripts/build-page.mjs', fresh]) === 0;
  if (!isWhole) {
    rmSync(fresh, { recursive: true, force: true });
    fail('the build failed; the reasons are above');
  }
  const main = join(fresh, 'cli/main.js');
  if (existsSync(main)) chmodSync(main, 0o755);
  writeFileSync(join(fresh, '.built-from'), digest);
  if (existsSync(dist)) renameSync(dist, stale);
  renameSync(fresh, dist);
  rmSync(stale, { recursive: true, force: true });
}

function digestOfSources() {
  const hash = createHash('sha256');
  const configs = ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];
  const builders = ['scripts/build-page.mjs'];
  for (const path of [...configs, ...builders, ...filesUnder('src')]) {
    hash
      .update(`${path}\n`)
      .update(readFileSync(join(root, path)))
      .update('\n');
  }
  return hash.digest('hex');
}

/** @param {string} folder */
function filesUnder(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(root, join(parentPath, name)).replaceAll('\\', '/'))
    .sort();
}

/**
 * Two terminals that both say `npm start` on a fresh clone must not install over each other.
 * @param {() => void} work
 */
function alone(work) {
  const lock = join(root, '.prepare.lock');
  while (!take(lock)) {
    if (isAbandoned(lock)) rmSync(lock, { force: true });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  }
  const release = () => rmSync(lock, { force: true });
  process.once('exit', release);
  work();
  process.removeListener('exit', release);
  release();
}

/** @param {string} lock */
function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} lock */
function isAbandoned(lock) {
  try {
    if (Date.now() - statSync(lock).mtimeMs > lockWaitMsMax) return true;
    const owner = Number(readFileSync(lock, 'utf8'));
    if (owner > 0) process.kill(owner, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

/**
 * What the tools say goes to stderr: stdout belongs to the program that is being prepared.
 * @param {string} command
 * @param {string[]} args
 */
function run(command, args) {
  return spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] }).status;
}

/** @param {string} text */
function say(text) {
  process.stderr.write(`peertape: ${text} ...\n`);
}

/**
 * @param {string} text
 * @returns {never}
 */
function fail(text) {
  process.stderr.write(`peertape: ${text}\n`);
  process.exit(1);
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  prepare({ build: true });
}
