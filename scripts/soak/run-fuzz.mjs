import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Coverage } from './coverage.mjs';
import { corpusOf, keepCorpus, smallest } from './corpus.mjs';
import { fuzz } from './fuzz.mjs';
import { targets } from './targets.mjs';
import { Watchdog } from './watchdog.mjs';

/**
 * Fuzzes what was built, for so long; what it finds is told, and kept in the repository if so wished.
 *
 * @param {string} name
 * @param {import('../soak.mjs').Wishes} wishes
 */
export async function runFuzz(name, { seconds, seed, input, save }) {
  const target = await targetOf(name);
  if (input !== null) return runAgain(target, input);
  const folder = mkdtempSync(join(tmpdir(), 'peertape-fuzz-'));
  const file = join(folder, name);
  const hint = `npm run soak -- ${name} --input ${file}`;
  const watchdog = new Watchdog(file, hint);
  const coverage = new Coverage(target.sources);
  const since = performance.now();
  const isOver = () => performance.now() - since > seconds * 1000;
  const onRun = (/** @type {Uint8Array} */ bytes) => watchdog.see(bytes);
  const corpus = [...corpusOf(name), ...target.starts()];
  const { runs, kept, known, failure } = fuzz(target, { corpus, seed, isOver, coverage, onRun });
  const took = (performance.now() - since) / 1000;
  const found = `${kept.length - corpus.length} inputs go new ways, ${coverage.size - known} letters of code more`;
  say(`${name}: seed ${seed}, ${runs} runs, ${Math.round(runs / took)}/s`);
  say(`${name}: ${corpus.length} inputs known, ${known} letters of code; ${found}`);
  if (failure === null && save)
    keepCorpus(name, smallest(target, kept, coverage, CORPUS_BYTES_MAX));
  coverage.end();
  await watchdog.end();
  if (failure === null) {
    rmSync(folder, { recursive: true });
    return true;
  }
  writeFileSync(file, failure.input);
  say(`FAILED: ${stackOf(failure.error)}\nagain with\n  ${hint}`);
  return false;
}

const CORPUS_BYTES_MAX = 131_072;

/** @param {string} name */
async function targetOf(name) {
  const target = targets[name];
  if (target === undefined) throw new RangeError(`there is no target ${name}`);
  return target((path) => import(new URL(`../../dist/${path}.js`, import.meta.url).href));
}

/** @param {import('./targets.mjs').Target} target @param {string} file */
function runAgain(target, file) {
  try {
    say(`it came to: ${target.run(Uint8Array.from(readFileSync(file)))}`);
    return true;
  } catch (error) {
    say(stackOf(error));
    return false;
  }
}

/** @param {unknown} error */
function stackOf(error) {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** @param {string} line */
function say(line) {
  process.stdout.write(`${line}\n`);
}
