/**
 * `npm run bench:inspector`: how long whoever looks waits, and what it costs the node that is looked at; README.md in the
 * folder above tells how to read it. Parts can be named: `reading`, `browsing`, `watching`. `--turns N` says how long the
 * tape is, `--rounds N` how often each is measured, `--play S` for how many seconds a page plays, and `--built` takes the
 * build that is there.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { prepare } from '../../scripts/prepare.mjs';
import { printRounds } from './tell.mjs';

const parts = ['reading', 'browsing', 'watching'];
const { values, positionals } = parseArgs({
  options: {
    turns: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '5' },
    play: { type: 'string', default: '60' },
    built: { type: 'boolean' },
  },
  allowPositionals: true,
});
const unknown = positionals.find((wanted) => !parts.includes(wanted));
if (unknown !== undefined) {
  throw new RangeError(`no part '${unknown}'; there are ${parts.join(', ')}`);
}
const turns = numberFrom(values.turns);
const rounds = numberFrom(values.rounds);
const playMs = numberFrom(values.play) * 1_000;
// As the command line does.
setFlagsFromString('--no-allocation-site-pretenuring');
prepare({ build: values.built !== true });
process.stdout.write(
  `Node.js ${process.versions.node}, ${cpus().length} cores: ${cpus()[0]?.model}\nmedian of ${rounds} rounds (lowest – highest)\n`,
);
const folder = mkdtempSync(join(tmpdir(), 'peertape-bench-'));
try {
  await measureAll();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measureAll() {
  if (isWanted('reading') || isWanted('browsing')) {
    const { makeTape } = await import('./make-tape.mjs');
    const tape = makeTape(join(folder, 'tape'), turns);
    if (isWanted('reading')) {
      const { readTape } = await import('./reading.mjs');
      printRounds(`A tape of ${turns} turns`, await times(() => readTape(tape)));
    }
    if (isWanted('browsing')) {
      const { browseTape } = await import('./browsing.mjs');
      const executablePath = process.env['PEERTAPE_CHROMIUM'] ?? '/usr/bin/chromium';
      const browse = () => browseTape(tape, { executablePath, playMs });
      printRounds('The same in Chromium', await times(browse));
    }
  }
  if (isWanted('watching')) {
    const { watchNodes } = await import('./watching.mjs');
    await watchNodes(folder, rounds);
  }
}

/**
 * @template T
 * @param {() => Promise<T>} measure
 */
async function times(measure) {
  const list = [];
  for (let round = 0; round < rounds; round += 1) list.push(await measure());
  return list;
}

/** @param {string} part */
function isWanted(part) {
  return positionals.length === 0 || positionals.includes(part);
}

/** @param {string} said */
function numberFrom(said) {
  const number = Number(said);
  if (!Number.isInteger(number) || number < 1) throw new RangeError(`'${said}' is no number`);
  return number;
}
