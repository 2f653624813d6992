/**
 * One process of a contestant: it loads the jobs that it is there for, and does what the run asks of it. Times are
 * those of the system's monotonic clock, so that one process can begin a span and another end it.
 *
 * @typedef {{ number: number, job: string, given: unknown }} Asked
 * @typedef {Record<string, (given: never) => unknown>} Jobs
 */
import { setImmediate as nextTick } from 'node:timers/promises';

const [path = ''] = process.argv.slice(2);
const { jobs } = /** @type {{ jobs: Jobs }} */ (await import(path));

/** @type {Record<string, (given: any) => unknown>} */
const everyonesJobs = {
  /** After all garbage was collected, for which the process has to be started with `--expose-gc`. */
  async memory({ kind }) {
    for (let time = 0; time < 4; time += 1) {
      globalThis.gc?.();
      await nextTick();
    }
    const { rss, heapUsed, external } = process.memoryUsage();
    return kind === 'rss' ? rss : heapUsed + external;
  },

  now: () => Number(process.hrtime.bigint()),

  /** In microseconds, since the process began. */
  cpu() {
    const { user, system } = process.cpuUsage();
    return user + system;
  },
};

process.on('message', (message) => {
  void answer(/** @type {Asked} */ (message));
});
// What is left open by a contestant is its own affair; all that counts is over.
process.on('disconnect', () => process.exit(0));
process.send?.({ number: 0 });

/** @param {Asked} asked */
async function answer({ number, job, given }) {
  try {
    const work = jobs[job] ?? everyonesJobs[job];
    if (work === undefined) throw new Error(`${path} has no job '${job}'`);
    process.send?.({ number, result: await work(/** @type {never} */ (given)) });
  } catch (error) {
    process.send?.({ number, failed: error instanceof Error ? error.stack : String(error) });
  }
}
