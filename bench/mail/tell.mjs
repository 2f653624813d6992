/** @param {import('./discovery.mjs').Found} found */
export function tellSearches({ setting, neighbours, searches, cpuSeconds }) {
  const { nodes, latencyMsMax } = setting;
  const links =
    latencyMsMax === 0 ? 'links of half a millisecond' : `links of up to ${latencyMsMax} ms`;
  const isShortest = searches.filter(({ hops, shortest }) => hops === shortest).length;
  const frames = searches.map(({ seeks, found, tooFar }) => seeks + found + tooFar);
  print(
    `The way to a peer, ${nodes} nodes with ${neighbours.toFixed(1)} neighbours each, ${links}`,
    [
      ['frames of a search', ranged(frames, 0)],
      [
        'of these seeks, for each node',
        ranged(
          searches.map(({ seeks }) => seeks / nodes),
          2,
        ),
      ],
      [
        'of these answers',
        ranged(
          searches.map(({ found }) => found),
          0,
        ),
      ],
      [
        'links of the way that was found',
        ranged(
          searches.map(({ hops }) => hops),
          0,
        ),
      ],
      [
        'and more than the shortest has',
        ranged(
          searches.map((one) => one.hops - one.shortest),
          0,
        ),
      ],
      ['as short as can be', `${isShortest} of ${searches.length}`],
      [
        'until the text has arrived, in ms',
        ranged(
          searches.map(({ ms }) => ms),
          1,
        ),
      ],
      ['the whole world', `${cpuSeconds.toFixed(0)} s of one core`],
    ],
  );
}

/** @param {import('./memory.mjs').Kept} kept */
export function tellKept({ route, correspondent, heard, forgotten, passed }) {
  print('What is kept of mail, in bytes', [
    ['at a sender, a way over four others', ranged(route, 0)],
    ['at a sender, somebody who was written to', ranged(correspondent, 0)],
    ['at a relay, a search that was heard', ranged(heard, 0)],
    ['at a relay, a search that was forgotten', ranged(forgotten, 0)],
    ['at a relay, a letter passed on, and its fate', ranged(passed, 0)],
  ]);
}

/**
 * The median with the lowest and the highest.
 *
 * @param {readonly number[]} list
 * @param {number} digits
 */
function ranged(list, digits) {
  const sorted = list.toSorted((a, b) => a - b);
  const [median = NaN, min = NaN, max = NaN] = [
    sorted[sorted.length >> 1],
    sorted[0],
    sorted.at(-1),
  ];
  const [said, from, to] = [median, min, max].map((each) =>
    each.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  );
  return `${said?.padStart(9)}  (${from} – ${to})`;
}

/**
 * @param {string} title
 * @param {readonly (readonly [string, string])[]} rows
 */
function print(title, rows) {
  const lines = rows.map(([name, said]) => `  ${name.padEnd(46)} ${said.padStart(9)}\n`);
  process.stdout.write(`\n${title}\n${lines.join('')}`);
}
