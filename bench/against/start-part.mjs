import { fork } from 'node:child_process';
import { once } from 'node:events';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} Part  A process of a contestant.
 * @property {<Answer = number>(job: string, given?: unknown) => Promise<Answer>} ask
 * @property {() => Promise<void>} end
 *
 * @typedef {{ number: number, result?: unknown, failed?: string }} Told
 * @typedef {{ who: string, work?: 'pair' | 'nodes' | 'casts', execArgv?: readonly string[], isPinned?: boolean, profile?: string | null }} PartKind
 */

/**
 * @param {PartKind} kind
 * @returns {Promise<Part>}
 */
export async function startPart({
  who,
  work = 'pair',
  execArgv = [],
  isPinned = false,
  profile = null,
}) {
  const path = new URL(`parts/${who}-${work}.mjs`, import.meta.url).href;
  const options = [...execArgv, ...(profile === null ? [] : profiling(profile))];
  const child = fork(fileURLToPath(new URL('part.mjs', import.meta.url)), [path], {
    ...(isPinned ? { execPath: 'taskset' } : {}),
    execArgv: isPinned ? ['-c', '0', process.execPath, ...options] : options,
  });
  /** @type {Map<number, (told: Told) => void>} */
  const waiting = new Map();
  const gone = once(child, 'exit');
  child.on('exit', () => {
    for (const [number, hear] of waiting) hear({ number, failed: `a process of ${who} ended` });
  });
  child.on('message', (message) => {
    const told = /** @type {Told} */ (message);
    waiting.get(told.number)?.(told);
    waiting.delete(told.number);
  });
  /** @type {(number: number) => Promise<any>} */
  const answerTo = async (number) => {
    const { failed, result } = await new Promise((hear) => waiting.set(number, hear));
    if (failed !== undefined) throw new Error(failed);
    return result;
  };
  await answerTo(0);
  let asked = 0;
  return {
    ask: (job, given = {}) => {
      asked += 1;
      child.send({ number: asked, job, given });
      return answerTo(asked);
    },
    end: async () => {
      if (child.connected) child.disconnect();
      await gone;
    },
  };
}

/** @param {string} path */
function profiling(path) {
  return ['--cpu-prof', `--cpu-prof-dir=${dirname(path)}`, `--cpu-prof-name=${basename(path)}`];
}
