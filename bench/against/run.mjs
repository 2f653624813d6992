/**
 * `npm run bench:peers`: what a node does, beside js-libp2p and bare sockets; README.md in the folder above tells how
 * to read it. Rows can be named, `--rounds N` says how often each is measured, and `--profile` where our time goes.
 * `--built` takes the build that is there.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { prepare } from '../../scripts/prepare.mjs';
import { measure } from './measure.mjs';
import { bulk1024, bulk64 } from './rows/bulk.mjs';
import { castRows } from './rows/casts.mjs';
import { memoryRows } from './rows/memory.mjs';
import { mesh } from './rows/mesh.mjs';
import { messages } from './rows/messages.mjs';
import { receiver } from './rows/receiver.mjs';
import { roundTrips } from './rows/round-trips.mjs';
import { setUps, setUps8 } from './rows/set-ups.mjs';
import { profilesIn } from './profile.mjs';
import { tableOf } from './tell.mjs';

const rows = [
  messages,
  receiver,
  bulk64,
  bulk1024,
  setUps,
  setUps8,
  roundTrips,
  mesh,
  ...memoryRows,
  ...castRows,
];
const here = fileURLToPath(new URL('.', import.meta.url));
const { values, positionals } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    profile: { type: 'boolean' },
    built: { type: 'boolean' },
  },
  allowPositionals: true,
});

const unknown = positionals.filter((wanted) => !rows.some(({ name }) => name === wanted));
if (unknown.length > 0) {
  throw new RangeError(
    `no row '${unknown[0]}'; there are ${rows.map(({ name }) => name).join(', ')}`,
  );
}
installPeers();
prepare({ build: values.built !== true });

const machine = `Node.js ${process.versions.node}, ${cpus().length} cores: ${cpus()[0]?.model}`;
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new RangeError('--rounds wants a number from 1');
process.stdout.write(`${machine}\nmedian of ${rounds} rounds (lowest – highest)\n`);
const chosen = rows.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
if (values.profile === true) await profileOurs();
else await measureAll();

async function measureAll() {
  const results = [];
  for (const row of chosen) {
    const measured = await measure(row, rounds, {});
    process.stdout.write(tableOf(measured));
    const { lines, ratios } = measured;
    results.push({ name: row.name, unit: row.unit, lines, ratios });
  }
  writeFileSync(
    `${here}results.json`,
    `${JSON.stringify({ machine, rounds, results }, null, 2)}\n`,
  );
}

/** Of our first contestant in each row, once; what was profiled is slower, and its figure is not told. */
async function profileOurs() {
  for (const row of chosen) {
    const [first] = row.contestants;
    const profiles = mkdtempSync(join(tmpdir(), `peertape-profiles-${row.name}-`));
    if (first !== undefined) await row.play(first, { profiles });
    process.stdout.write(`\n${row.title}${profilesIn(profiles)}`);
  }
}

/** Apart from the packages of the product, which knows nothing of them; anew where the lock file has changed since. */
function installPeers() {
  if (isInstalled()) return;
  const words = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync('npm', words, { cwd: here, stdio: 'inherit' });
  if (status !== 0) throw new Error('npm ci failed; its words are above');
}

function isInstalled() {
  const installed = `${here}node_modules/.package-lock.json`;
  if (!existsSync(installed)) return false;
  const there = packagesIn(installed);
  return Object.entries(packagesIn(`${here}package-lock.json`)).every(
    ([path, { version }]) => path === '' || there[path]?.version === version,
  );
}

/**
 * @param {string} lock
 * @returns {Record<string, { version: string }>}
 */
function packagesIn(lock) {
  return JSON.parse(readFileSync(lock, 'utf8')).packages;
}
