/**
 * Two or more ways to do the same work, taken in turn within one run, so that the machine's moods
 * meet all of them alike. Quote the ratio: it is taken round by round, and its median holds where
 * single times drift.
 *
 * @typedef {() => number | Promise<number>} Way  Does the work once and gives the nanoseconds for one unit of it.
 * @param {string} title
 * @param {string} unit
 * @param {Record<string, Way>} ways
 * @param {{ rounds?: number, warmUps?: number }} [options]
 */
export async function compare(title, unit, ways, { rounds = 5, warmUps = 2 } = {}) {
  /** @type {Map<string, number[]>} */
  const times = new Map(Object.keys(ways).map((name) => [name, []]));
  for (let round = 0; round < warmUps + rounds; round += 1) {
    for (const [name, way] of Object.entries(ways)) {
      const nanoseconds = await way();
      if (round >= warmUps) times.get(name)?.push(nanoseconds);
    }
  }
  process.stdout.write(`\n${title}\n`);
  for (const [name, list] of times) {
    const [min, median, max] = spread(list).map((ns) => (ns / 1000).toFixed(2).padStart(9));
    process.stdout.write(`  ${name.padEnd(28)} ${median} µs a ${unit}  (${min} – ${max})\n`);
  }
  return {
    /**
     * @param {string} one
     * @param {string} other
     * @param {{ goal: number }} [held]  The ratio is to be at most the goal.
     */
    ratio(one, other, held) {
      const others = times.get(other) ?? [];
      const ratios = (times.get(one) ?? []).map((time, round) => time / (others[round] ?? NaN));
      const [min, median, max] = spread(ratios);
      const said = `${one} / ${other}`;
      const range = `(${min.toFixed(2)} – ${max.toFixed(2)})`;
      const goal =
        held === undefined
          ? ''
          : `   goal <= ${held.goal.toFixed(2)}: ${verdict(median, held.goal)}`;
      process.stdout.write(`  ${said.padEnd(40)} ${median.toFixed(2)} ${range}${goal}\n`);
    },
  };
}

/**
 * @param {number} measured
 * @param {number} goal
 */
function verdict(measured, goal) {
  return measured <= goal ? 'met' : 'missed';
}

/**
 * @param {number[]} list
 * @returns {[min: number, median: number, max: number]}
 */
function spread(list) {
  const sorted = list.toSorted((a, b) => a - b);
  return [sorted[0] ?? NaN, sorted[sorted.length >> 1] ?? NaN, sorted.at(-1) ?? NaN];
}

/**
 * @param {number} times
 * @param {(i: number) => void} work
 */
export function timed(times, work) {
  const started = process.hrtime.bigint();
  for (let i = 0; i < times; i += 1) work(i);
  return Number(process.hrtime.bigint() - started) / times;
}
