import { Session } from 'node:inspector';

/**
 * How much of the code has run, told by V8 itself: its blocks come and go with what ran how often, so
 * what is kept is which letters of which file were run.
 */
export class Coverage {
  #session = new Session();
  #sources;
  /** @type {Map<string, Uint8Array>} */
  #known = new Map();

  /** @param {RegExp} sources */
  constructor(sources) {
    this.#sources = sources;
    this.#session.connect();
    this.#session.post('Profiler.enable');
    this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  /** How many letters are known to have run. */
  get size() {
    let size = 0;
    for (const letters of this.#known.values()) for (const ran of letters) size += ran;
    return size;
  }

  /** Of all that has run since it was asked last. @returns {Ran} */
  take() {
    /** @type {import('node:inspector').Profiler.ScriptCoverage[]} */
    let scripts = [];
    this.#session.post('Profiler.takePreciseCoverage', (_, { result }) => {
      scripts = result.filter(({ url }) => this.#sources.test(url));
    });
    return scripts.map((script) => ({ url: script.url, letters: lettersOf(script) }));
  }

  /** @param {Ran} ran */
  hasNew(ran) {
    return ran.some(({ url, letters }) => {
      const known = this.#known.get(url);
      return letters.some((one, i) => one === 1 && known?.[i] !== 1);
    });
  }

  /** Whether any of it was new. @param {Ran} ran */
  learn(ran) {
    const isNew = this.hasNew(ran);
    for (const { url, letters } of isNew ? ran : []) {
      const known = this.#known.get(url) ?? new Uint8Array();
      const all = new Uint8Array(Math.max(known.length, letters.length));
      all.set(known);
      for (const [i, one] of letters.entries()) if (one === 1) all[i] = 1;
      this.#known.set(url, all);
    }
    return isNew;
  }

  forget() {
    this.#known.clear();
    this.take();
  }

  end() {
    this.#session.disconnect();
  }
}

/** @typedef {readonly { url: string, letters: Uint8Array }[]} Ran */

/** The inner ranges come behind the outer ones. @param {import('node:inspector').Profiler.ScriptCoverage} script */
function lettersOf({ functions }) {
  const end = Math.max(
    ...functions.flatMap(({ ranges }) => ranges.map(({ endOffset }) => endOffset)),
  );
  const letters = new Uint8Array(end);
  const outerFirst = functions.toSorted((one, other) => startOf(one) - startOf(other));
  for (const { ranges } of outerFirst) {
    for (const { startOffset, endOffset, count } of ranges) {
      letters.fill(count > 0 ? 1 : 0, startOffset, endOffset);
    }
  }
  return letters;
}

/** @param {import('node:inspector').Profiler.FunctionCoverage} one */
function startOf({ ranges }) {
  return ranges[0]?.startOffset ?? 0;
}
