import { Asker } from './ask.mjs';
import { Cli } from './cli.mjs';
import { at } from './tell.mjs';

const seeks = 100;
const steps = 300;
const questions = 20;

/**
 * How long whoever looks at a tape waits, from the command on: `peertape inspect` in a process of its own, asked as its
 * page asks.
 *
 * @param {string} tape
 */
export async function readTape(tape) {
  const began = performance.now();
  const since = () => performance.now() - began;
  const cli = new Cli(['inspect', tape]);
  const { url } = await cli.event('inspector');
  const asker = new Asker(new URL(url));
  try {
    await asker.enter();
    await asker.ask('/api/about');
    const about = since();
    const { head: early, whileReading: first } = await headWith(asker, ({ turns }) => turns > 0);
    await asker.ask(`/api/moment?turn=${early.firstTurn}`);
    const moment = since();
    const { head, whileReading } = await headWith(asker, ({ state }) => state !== 'reading');
    const known = since();
    return {
      'first answer, ms': about,
      'first moment, ms': moment,
      'all turns known, ms': known,
      'turns known in a second': (head.turns / (known - moment)) * 1_000,
      'an answer meanwhile, at most, ms': Math.max(...first, ...whileReading),
      'resident then, MB': cli.resident,
      ...(await looks(asker, head)),
      'resident at the end, MB': cli.resident,
    };
  } finally {
    asker.close();
    await cli.end();
  }
}

/**
 * @typedef {{ firstTurn: number, lastTurn: number, turns: number, state: string }} Head
 * @param {Asker} asker
 * @param {(head: Head) => boolean} isIt
 */
async function headWith(asker, isIt) {
  const whileReading = [];
  for (;;) {
    const began = performance.now();
    /** @type {Head} */
    const head = await asker.ask('/api/head');
    whileReading.push(performance.now() - began);
    if (isIt(head)) return { head, whileReading };
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/**
 * Each in the order in which somebody could ask it who has just opened the page: nothing was laid for it beforehand.
 *
 * @param {Asker} asker
 * @param {Head} head
 */
async function looks(asker, { firstTurn, lastTurn, turns }) {
  const anywhere = places(seeks).map((part) => firstTurn + Math.floor(part * (turns - 1)));
  const middle = Math.floor((firstTurn + lastTurn) / 2);
  const moment = (/** @type {number} */ turn) => asker.timed(`/api/moment?turn=${turn}`);
  const some = (/** @type {(i: number) => string} */ path) =>
    inTurn(questions, (i) => asker.timed(path(i)));
  const cold = await inTurn(seeks, (i) => moment(anywhere[i] ?? firstTurn));
  const again = await inTurn(seeks, (i) => moment(anywhere[i] ?? firstTurn));
  await moment(middle);
  return {
    ...named('a moment anywhere', cold),
    ...named('once more', again),
    ...named('a step forward', await inTurn(steps, (i) => moment(middle + i))),
    ...named('a step back', await inTurn(steps * 2, (i) => moment(middle + steps - i))),
    ...named('the whole timeline', await some(() => '/api/timeline?buckets=400')),
    ...named(
      'actors, those gone too',
      await some((i) => `/api/actors?gone=1&turn=${lastTurn - i}`),
    ),
    ...named('the sequence', await some((i) => `/api/sequence?turn=${anywhere[i]}&count=300`)),
    ...named('the overlay', await some((i) => `/api/overlay?turn=${middle - i}`)),
  };
}

/** The same in each run. @param {number} count */
function places(count) {
  const golden = 0.618_033_988_75;
  return Array.from({ length: count }, (_, i) => (i * golden) % 1);
}

/**
 * @param {number} times
 * @param {(i: number) => Promise<number>} ask
 */
async function inTurn(times, ask) {
  const took = [];
  for (let i = 0; i < times; i += 1) took.push(await ask(i));
  return took;
}

/**
 * @param {string} name
 * @param {readonly number[]} took
 */
function named(name, took) {
  const sorted = took.toSorted((a, b) => a - b);
  return { [`${name}, median, ms`]: at(sorted, 0.5), [`${name}, worst, ms`]: at(sorted, 1) };
}
