/**
 * `npm run bench:overlay`: what becomes of broadcasts when many nodes fail at once, beside the papers; README.md in the
 * folder above tells how to read it. Each level of failures is measured in a process of its own, `--jobs` of them at
 * once. What was found is kept in `results.jsonl` beside this file, and what is there is not measured again unless the
 * code of the nodes has changed: so a long run can be broken off and gone on with.
 */
import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { prepare } from '../../scripts/prepare.mjs';
import { tellLevels, tellRates, tellShape } from './tell.mjs';

/** @typedef {import('./level.mjs').Setting} Setting */
/** @typedef {import('./level.mjs').Level} Level */

const { values } = parseArgs({
  options: {
    nodes: { type: 'string', default: '1000' },
    messages: { type: 'string', default: '50' },
    cycles: { type: 'string', default: '20' },
    levels: { type: 'string', default: '20,40,60,80,90,95' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '1' },
    built: { type: 'boolean' },
  },
});
const kept = fileURLToPath(new URL('results.jsonl', import.meta.url));

prepare({ build: values.built !== true });
process.stdout.write(
  `Node.js ${process.versions.node}, ${cpus().length} cores: ${cpus()[0]?.model}\n`,
);
const { codeHash } = await import('../../dist/trace/writing/code-hash.js');
const code = codeHash();
const settings = values.levels.split(',').map((failed) => ({
  nodes: numberFrom('nodes', values.nodes),
  messages: numberFrom('messages', values.messages),
  cycles: numberFrom('cycles', values.cycles),
  seed: numberFrom('seed', values.seed),
  failed: numberFrom('levels', failed),
}));
const waiting = settings.entries();
/** @type {Level[]} */
const levels = [];
await Promise.all(Array.from({ length: numberFrom('jobs', values.jobs) }, workThrough));
tellShape(settings, levels);
tellLevels(settings, levels);
tellRates(await inProcess('rate.mjs', []));

async function workThrough() {
  for (const [place, setting] of waiting) {
    const level = keptLevel(setting) ?? (await inProcess('level.mjs', [JSON.stringify(setting)]));
    levels[place] = level;
    const { seconds, residentMb, heldKb } = level.cost;
    const cost = `${seconds.toFixed(0)} s of one core, ${heldKb.toFixed(0)} KB a node`;
    process.stdout.write(
      `${setting.failed} % failed: ${cost}, ${residentMb.toFixed(0)} MB resident at most\n`,
    );
  }
}

/**
 * @param {Setting} setting
 * @returns {Level | undefined}
 */
function keptLevel(setting) {
  if (!existsSync(kept)) return undefined;
  const lines = readFileSync(kept, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  const found = lines.map((line) => JSON.parse(line)).filter((each) => each.code === code);
  const same = found.findLast((each) => JSON.stringify(each.setting) === JSON.stringify(setting));
  return same?.level;
}

/**
 * Without the option of V8 that the command line does without, too, and with room for many nodes.
 *
 * @param {'level.mjs' | 'rate.mjs'} script
 * @param {readonly string[]} args
 * @returns {Promise<any>}
 */
async function inProcess(script, args) {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const flags = [
    '--no-allocation-site-pretenuring',
    '--max-old-space-size=16384',
    '--max-semi-space-size=64',
    '--expose-gc',
  ];
  const child = spawn(process.execPath, [...flags, path, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (said += text));
  const status = await new Promise((resolve) => child.once('close', resolve));
  if (status !== 0) throw new Error(`${script} ${args.join(' ')} ended with ${status}`);
  const result = JSON.parse(said);
  if (script === 'level.mjs') {
    const setting = JSON.parse(args[0] ?? '{}');
    appendFileSync(kept, `${JSON.stringify({ setting, code, level: result })}\n`);
  }
  return result;
}

/**
 * @param {string} name
 * @param {string} said
 */
function numberFrom(name, said) {
  const number = Number(said);
  if (!Number.isInteger(number) || number < 0) throw new RangeError(`--${name} wants numbers`);
  return number;
}
