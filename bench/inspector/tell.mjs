/**
 * The median, with the lowest and the highest.
 *
 * @param {readonly number[]} list
 * @param {number} digits
 */
export function ranged(list, digits = 0) {
  const sorted = list.toSorted((a, b) => a - b);
  const [median, min, max] = [at(sorted, 0.5), sorted[0], sorted.at(-1)].map((each) =>
    (each ?? NaN).toLocaleString('en', {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }),
  );
  return `${median?.padStart(9)}  (${min} – ${max})`;
}

/**
 * @param {readonly number[]} sorted
 * @param {number} part  0.5: the median.
 */
export function at(sorted, part) {
  return sorted[Math.min(Math.floor(sorted.length * part), sorted.length - 1)] ?? NaN;
}

/**
 * @param {string} title
 * @param {readonly (readonly [string, string])[]} rows
 */
export function print(title, rows) {
  const lines = rows.map(([name, said]) => `  ${name.padEnd(46)} ${said}\n`);
  process.stdout.write(`\n${title}\n${lines.join('')}`);
}

/**
 * Each figure of several rounds by its name.
 *
 * @param {string} title
 * @param {readonly Readonly<Record<string, number>>[]} rounds
 */
export function printRounds(title, rounds) {
  const names = Object.keys(rounds[0] ?? {});
  print(
    title,
    names.map((name) => [
      name,
      ranged(
        rounds.map((round) => round[name] ?? NaN),
        name.endsWith('ms') ? 1 : 0,
      ),
    ]),
  );
}
