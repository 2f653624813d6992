/**
 * One process of a contestant: it loads the jobs that it is there for, and does what the run asks of it. Times are
 * those of the system's monotonic clock, so that one process can begin a span and another end it.
 *
 * @typedef {{ number: number, job: string, given: unknown }} Asked
 * @typedef {Record<string, (given: never) => unknown>} Jobs
 */
const [path = ''] = process.argv.slice(2);
const { jobs } = /** @type {{ jobs: Jobs }} */ (await import(path));

/** @type {Jobs} */
const everyonesJobs = {
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
