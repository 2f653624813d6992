/**
 * `npm run nodes`: a tape must replay to the same on every Node.js that we support. Replays the golden
 * tapes with each, records a live run with each, and replays it with all the others. The ones that are
 * not running are fetched from npm into a cache, once.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { prepare, root } from './prepare.mjs';

/** The newest of each line that we know of. */
const versions = ['20.20.2', '22.23.3', '24.21.0'];
const cache = join(root, 'node_modules/.cache/peertape-nodes');
const cli = join(root, 'dist/cli/main.js');
const traces = join(root, 'traces');

/** @typedef {{ version: string, path: string }} Node */

prepare({ build: true });
const folder = mkdtempSync(join(tmpdir(), 'peertape-nodes-'));
const env = { ...process.env, PEERTAPE_HOME: join(folder, 'home') };
let failures = 0;
try {
  const nodes = versions.map(nodeOf);
  report(
    `${'replayed with'.padEnd(32)} ${nodes.map(({ version }) => version.padEnd(10)).join('')}`,
  );
  for (const run of foldersIn(traces)) {
    for (const tape of foldersIn(join(traces, run))) {
      compare(`${run}/${tape}`, join(traces, run, tape), nodes);
    }
  }
  for (const node of nodes) {
    const tape = join(folder, node.version);
    await recordLive(node, tape);
    compare(`live, by ${node.version}`, tape, nodes, 'same');
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
report(failures === 0 ? 'the same everywhere' : `${failures} tapes are not`);
process.exitCode = failures === 0 ? 0 : 1;

/**
 * @param {string} version
 * @returns {Node}
 */
function nodeOf(version) {
  if (process.versions.node === version) return { version, path: process.execPath };
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const home = join(cache, version);
  const binary = process.platform === 'win32' ? 'node.exe' : 'node';
  const path = join(home, 'node_modules', name, 'bin', binary);
  if (!existsSync(path)) fetchNode(`${name}@${version}`, home);
  const said = spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout;
  if (said.trim() !== `v${version}`) throw new Error(`${path} is not ${version}: ${said}`);
  return { version, path };
}

/**
 * @param {string} wanted
 * @param {string} home
 */
function fetchNode(wanted, home) {
  report(`fetching ${wanted}`);
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), '{ "private": true }\n');
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const run = spawnSync('npm', [...args, wanted], {
    cwd: home,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (run.status !== 0) throw new Error(`npm could not install ${wanted}`);
}

/**
 * Every Node.js must find the same in a tape, down to the number of its effects.
 * @param {string} name
 * @param {string} tape
 * @param {readonly Node[]} nodes
 * @param {string} [expected]
 */
function compare(name, tape, nodes, expected) {
  const verdicts = nodes.map(({ path }) => verdictOf(path, tape));
  const words = verdicts.map((verdict) => /"verdict":"(\w+)"/.exec(verdict)?.[1] ?? 'nothing');
  const good = expected === undefined ? ['same', 'torn'] : [expected];
  const different = new Set(verdicts);
  const isGood = words.every((word) => good.includes(word)) && different.size === 1;
  const row = words.map((word) => word.padEnd(10)).join('');
  report(`${name.padEnd(32)} ${row}${isGood ? '' : ' WRONG'}`);
  if (isGood) return;
  failures += 1;
  report([...different].join('\n'));
}

/**
 * All of it but the time at which it was said.
 * @param {string} node
 * @param {string} tape
 */
function verdictOf(node, tape) {
  const run = spawnSync(node, [cli, 'replay', tape, '--json'], { encoding: 'utf8', env });
  return `${run.status} ${run.stdout.trim().replace(/"at":\d+,/, '')}${run.stderr}`;
}

/**
 * Two nodes that chat, one of them on tape.
 * @param {Node} node
 * @param {string} tape
 */
async function recordLive({ path }, tape) {
  const alice = live(path, ['--name', 'alice', '--trace', tape]);
  const bob = live(path, ['--name', 'bob']);
  const { port } = await alice.heard('listening');
  bob.say(
    `connect 127.0.0.1:${Number(port)}`,
    'send alice grüße',
    ...Array(50).fill('send alice hello'),
  );
  await bob.heard('delivered');
  alice.say('send bob and back', 'peers', 'status', 'mark done');
  await alice.heard('delivered');
  bob.end();
  await alice.heard('disconnected');
  alice.end();
  await Promise.all([alice.ended, bob.ended]);
}

/**
 * @param {string} path
 * @param {readonly string[]} words
 */
function live(path, words) {
  const args = [cli, 'node', '--insecure', '--port', '0', '--json', ...words];
  const child = spawn(path, args, { stdio: ['pipe', 'pipe', 'inherit'], env });
  /** @type {Record<string, unknown>[]} */
  const events = [];
  let wake = () => {};
  createInterface(child.stdout).on('line', (line) => {
    events.push(JSON.parse(line));
    wake();
  });
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => child.on('close', () => resolve()));
  return {
    ended,
    say: (/** @type {string[]} */ ...lines) => void child.stdin.write(`${lines.join('\n')}\n`),
    end: () => void child.stdin.end(),
    heard: async (/** @type {string} */ name) => {
      for (;;) {
        const found = events.find(({ event }) => event === name);
        if (found !== undefined) return found;
        if (child.exitCode !== null) throw new Error(`a node ended without a word of ${name}`);
        await new Promise((resolve) => {
          wake = () => resolve(undefined);
          void ended.then(wake);
        });
      }
    },
  };
}

/** @param {string} folder */
function foldersIn(folder) {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

/** @param {string} line */
function report(line) {
  process.stdout.write(`${line}\n`);
}
