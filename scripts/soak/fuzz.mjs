import { Dice } from './dice.mjs';

/**
 * Changes inputs over and over, and keeps each that came to something new: a block of the code that had not
 * run before, or an outcome in other words. To ask for blocks takes longer than a run, so it is asked
 * after many, and only where something is new is each of them run again by itself.
 *
 * @param {import('./targets.mjs').Target} target
 * @param {object} wishes
 * @param {Uint8Array[]} wishes.corpus
 * @param {number} wishes.seed
 * @param {() => boolean} wishes.isOver
 * @param {import('./coverage.mjs').Coverage} [wishes.coverage]
 * @param {(input: Uint8Array) => void} [wishes.onRun] sees each before it is run
 * @returns {Fuzzed}
 */
export function fuzz(target, { corpus, seed, isOver, coverage, onRun = () => {} }) {
  const dice = new Dice(seed);
  const outcomes = new Set();
  const kept = [...corpus];
  /** @type {Fuzzed} */
  const fuzzed = { runs: 0, kept, known: 0, failure: null };
  coverage?.forget();
  for (const input of corpus) isNewOutcome(input);
  coverage?.learn(coverage.take());
  fuzzed.known = coverage?.size ?? 0;
  while (fuzzed.failure === null && !isOver()) {
    const batch = Array.from({ length: coverage === undefined ? 20 : 200 }, () => next());
    const found = batch.filter((input) => fuzzed.failure === null && isNewOutcome(input));
    const ran = coverage?.take() ?? [];
    if (coverage?.hasNew(ran)) found.push(...batch.filter((input) => goesNewWays(input)));
    kept.push(...new Set(found));
  }
  return fuzzed;

  /** @param {Uint8Array} input */
  function isNewOutcome(input) {
    const before = outcomes.size;
    onRun(input);
    fuzzed.runs += 1;
    try {
      outcomes.add(target.run(input));
    } catch (error) {
      fuzzed.failure ??= { input, error };
    }
    return outcomes.size > before;
  }

  /** @param {Uint8Array} input */
  function goesNewWays(input) {
    isNewOutcome(input);
    return coverage?.learn(coverage.take()) === true;
  }

  function next() {
    // What was found last leads on.
    const pick = () =>
      kept[dice.once(3) ? kept.length - 1 - dice.below(8) : dice.below(kept.length)];
    const input = pick() ?? dice.oneOf(kept);
    const changed = target.change(input, pick() ?? input, dice);
    return changed.length > INPUT_BYTES_MAX ? changed.subarray(0, INPUT_BYTES_MAX) : changed;
  }
}

/**
 * @typedef {object} Fuzzed
 * @property {number} runs
 * @property {Uint8Array[]} kept
 * @property {number} known how many letters of the code the corpus runs
 * @property {{ input: Uint8Array, error: unknown } | null} failure
 */

const INPUT_BYTES_MAX = 65_536;
