/**
 * `npm run bench:mail`: what it costs to write to somebody over others; README.md in the folder above tells how to read it.
 * Parts can be named: `texts`, `asks`, `without-rest`, `discovery`, `memory`. `--rounds N` says how often each load is
 * measured, `--pairs N` how many searches there are, `--profile` where the time of texts over two links goes, and `--built`
 * takes the build that is there.
 */
import { mkdtempSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepare } from '../../scripts/prepare.mjs';
import { profilesIn } from '../against/profile.mjs';
import { onOneCore } from './on-one-core.mjs';
import { tellKept, tellSearches } from './tell.mjs';

const ofRates = ['texts', 'asks', 'without-rest'];
const parts = [...ofRates, 'discovery', 'memory'];
const worlds = [
  { nodes: 100, cycles: 5 },
  { nodes: 1_000, cycles: 2 },
];

const { values, positionals } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    pairs: { type: 'string', default: '20' },
    profile: { type: 'boolean' },
    built: { type: 'boolean' },
  },
  allowPositionals: true,
});
const unknown = positionals.find((wanted) => !parts.includes(wanted));
if (unknown !== undefined) {
  throw new RangeError(`no part '${unknown}'; there are ${parts.join(', ')}`);
}
const rounds = numberFrom('rounds', values.rounds);
const pairs = numberFrom('pairs', values.pairs);
prepare({ build: values.built !== true });
process.stdout.write(
  `Node.js ${process.versions.node}, ${cpus().length} cores: ${cpus()[0]?.model}\nmedian of ${rounds} rounds (lowest – highest)\n`,
);
if (values.profile === true) await profileTexts();
else await measureAll();

async function measureAll() {
  const rows = ofRates.filter(isWanted);
  if (rows.length > 0) process.stdout.write(await onOneCore('rates.mjs', { rounds, rows }));
  if (isWanted('discovery')) {
    for (const latencyMsMax of [0, 50]) {
      for (const world of worlds) {
        const setting = { ...world, pairs, seed: 1, latencyMsMax };
        tellSearches(JSON.parse(await onOneCore('discovery.mjs', setting)));
      }
    }
  }
  if (isWanted('memory')) tellKept(JSON.parse(await onOneCore('memory.mjs', {})));
}

/** What was profiled is slower, and its figures are not told. */
async function profileTexts() {
  for (const kind of ['signed', 'unsigned']) {
    const folder = mkdtempSync(join(tmpdir(), `peertape-profiles-${kind}-`));
    const profiling = ['--cpu-prof', `--cpu-prof-dir=${folder}`];
    await onOneCore(
      'rates.mjs',
      { rounds: 20, rows: ['texts'], only: `2 hops, ${kind}` },
      profiling,
    );
    process.stdout.write(`\nTexts over two links, ${kind}${profilesIn(folder)}`);
  }
}

/** @param {string} part */
function isWanted(part) {
  return positionals.length === 0 || positionals.includes(part);
}

/**
 * @param {string} name
 * @param {string} said
 */
function numberFrom(name, said) {
  const number = Number(said);
  if (!Number.isInteger(number) || number < 1) throw new RangeError(`--${name} wants a number`);
  return number;
}
