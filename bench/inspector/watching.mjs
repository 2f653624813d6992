import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { deafPage, PageLike } from './page-like.mjs';
import { print, ranged } from './tell.mjs';

const script = fileURLToPath(new URL('watched-pair.mjs', import.meta.url));
const loads = [
  { what: 'one by one', count: 15_000 },
  { what: 'lots', count: 200_000 },
];
/** And one that reads: there is room for 32. */
const deafPages = 31;
const bare = 'nobody can look';

/** @typedef {{ ns: number, cpuUs: number, turns: number, last: number }} Took */

/**
 * Who looks at a node, and what it is then: each gives what ends it, and when it has seen up to a turn.
 *
 * @type {Record<string, ((url: URL) => Promise<Looker>) | null>}
 * @typedef {{ end: () => void, hasSeen: (turn: number) => boolean }} Looker
 */
const ways = {
  [bare]: null,
  'nobody looks': () => Promise.resolve({ end: () => {}, hasSeen: () => true }),
  'a page follows': async (url) => {
    const page = new PageLike(url);
    await page.open();
    return { end: () => page.close(), hasSeen: (turn) => page.shown >= turn };
  },
  '31 pages that do not read': async (url) => {
    const pages = await Promise.all(Array.from({ length: deafPages }, () => deafPage(url)));
    const follower = await lastTurnAt(url);
    return { ...follower, end: () => [...pages, follower].forEach((page) => page.end()) };
  },
  'a tool of Stately': async (url) => {
    const token = /token=([\w-]+)/.exec(url.hash)?.[1];
    const tool = new WebSocket(`ws://${url.host}/stately?token=${token}`);
    await once(tool, 'open');
    const follower = await lastTurnAt(url);
    return {
      ...follower,
      end: () => {
        tool.terminate();
        follower.end();
      },
    };
  },
};

/**
 * Whether a node that chats as fast as it can is slowed by those who look at it. Each way has a pair of nodes in a process
 * of its own, and they take turns; each is waited for until what looks has seen all, so that nobody works beside the next.
 *
 * @param {string} folder
 * @param {number} rounds
 */
export async function watchNodes(folder, rounds) {
  const pairs = [];
  for (const [index, [name, look]] of Object.entries(ways).entries()) {
    pairs.push(await openPair(name, look, join(folder, `pair-${index}`)));
  }
  try {
    for (const load of loads) await measure(pairs, load, rounds);
  } finally {
    for (const pair of pairs) await pair.close();
  }
}

/**
 * @param {readonly Awaited<ReturnType<typeof openPair>>[]} pairs
 * @param {{ what: string, count: number }} load
 * @param {number} rounds
 */
async function measure(pairs, load, rounds) {
  /** @type {Map<string, Took[]>} */
  const all = new Map(pairs.map(({ name }) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    for (const { name, run } of pairs) {
      const took = await run(load);
      if (round >= 0) all.get(name)?.push(took);
    }
  }
  const none = all.get(bare) ?? [];
  const rows = [...all].map(([name, list]) => {
    const times = list.map(({ ns }) => ns / 1_000);
    const ratios = list.map(({ ns }, round) => ns / (none[round]?.ns ?? NaN));
    const cpu = list.map(({ cpuUs }) => cpuUs);
    return /** @type {const} */ ([
      name,
      `${ranged(times, 2)}  ratio ${ranged(ratios, 2)}  processor ${ranged(cpu, 2)}`,
    ]);
  });
  print(`Texts ${load.what}, in µs of one, with all that its two nodes do`, rows);
}

/**
 * @param {string} name
 * @param {((url: URL) => Promise<Looker>) | null} look
 * @param {string} folder
 */
async function openPair(name, look, folder) {
  const given = JSON.stringify({ folder, isShown: look !== null });
  const child = fork(script, [given], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ended = new AbortController();
  child.on('exit', () => ended.abort());
  const said = async () => (await once(child, 'message', { signal: ended.signal }))[0];
  const { url } = await said();
  const looker = (await look?.(new URL(url))) ?? null;
  return {
    name,
    /**
     * @param {{ what: string, count: number }} load
     * @returns {Promise<Took>}
     */
    async run(load) {
      child.send(load);
      const took = await said();
      while (looker?.hasSeen(took.last) === false)
        await new Promise((done) => setTimeout(done, 10));
      return took;
    },
    async close() {
      looker?.end();
      const exited = once(child, 'exit');
      child.send({ what: 'close', count: 0 });
      await exited;
    },
  };
}

/**
 * Somebody who hears how far the tape is known, and asks for nothing.
 *
 * @param {URL} url
 * @returns {Promise<Looker>}
 */
async function lastTurnAt(url) {
  const page = new PageLike(url, []);
  await page.open();
  return { end: () => page.close(), hasSeen: (turn) => page.shown >= turn };
}
