/** @typedef {import('./level.mjs').Setting} Setting */
/** @typedef {import('./level.mjs').Level} Level */

/**
 * The overlay as it stands before anybody fails, beside one by chance and what the papers have of 10,000 nodes.
 *
 * @param {readonly Setting[]} settings
 * @param {readonly Level[]} levels
 */
export function tellShape(settings, levels) {
  const [setting, level] = [settings[0], levels[0]];
  if (setting === undefined || level === undefined) return;
  const { shape, before } = level;
  const { random } = shape;
  const size = setting.nodes;
  print(`\nBefore anybody fails: ${size} nodes, ${setting.cycles} shuffles`, [
    ['', 'here', `any graph, ${size}`, 'papers, 10,000'],
    ['neighbours', shape.degree.toFixed(2), '5', '5'],
    ['average path', shape.path.average.toFixed(3), random.path.average.toFixed(3), '6.385'],
    ['longest path', String(shape.path.longest), String(random.path.longest), '9.0'],
    ['clustering', shape.clustering.toFixed(5), random.clustering.toFixed(5), '0.00092'],
    ['payloads a broadcast', before.fromOne.payloads.toFixed(1), String(size - 1), '9,999'],
    ['have + graft + prune', control(before.fromOne), '', '29,987'],
    ['redundancy', before.fromOne.redundancy.toFixed(4), '', '0'],
    ['last hop', before.fromOne.lastHop.toFixed(1), '', 'about 10'],
    ['dials a node and shuffle', shape.dialsPerCycle.toFixed(2), '', ''],
  ]);
}

/**
 * @param {readonly Setting[]} settings
 * @param {readonly Level[]} levels
 */
export function tellLevels(settings, levels) {
  const [first] = levels;
  if (first === undefined) return;
  const rows = settings.flatMap(({ failed }, place) => {
    const level = levels[place];
    if (level === undefined) return [];
    const { parts, after, healed } = level;
    return [[`${failed} %`, paperSays(failed), ...row(after, parts), share(healed.reliability)]];
  });
  print('\nTexts from anybody, after so many have failed at once', [
    [
      'failed',
      'paper',
      'reached',
      'in 1 s',
      'worst',
      'of its part',
      'last hop',
      'redundancy',
    ].concat(['have + graft + prune', 'largest part', 'mended', 'a minute later']),
    ['0 %', '100 %', ...row(first.before.fromAny, { left: 1, mended: 1 }), ''],
    ...rows,
  ]);
}

/**
 * @param {Level['after']} spread
 * @param {Level['parts']} parts
 */
function row(spread, { left, mended }) {
  return [
    share(spread.reliability),
    share(spread.soon),
    share(spread.worst),
    share(spread.inPart),
    spread.lastHop.toFixed(1),
    spread.redundancy.toFixed(3),
    control(spread),
    share(left),
    share(mended),
  ];
}

/** @param {readonly { name: string, rate: number }[]} rates */
export function tellRates(rates) {
  const rows = rates.map(({ name, rate }) => [name, Math.round(rate).toLocaleString('en')]);
  print('\nDeliveries a second, all nodes on one core', rows);
}

/** @param {{ have: number, graft: number, prune: number }} said */
function control({ have, graft, prune }) {
  return [have, graft, prune].map((each) => each.toFixed(1)).join(' + ');
}

/** @param {number} failed */
function paperSays(failed) {
  if (failed <= 90) return '100 %';
  return failed === 95 ? 'about 91 %' : '';
}

/** @param {number} part */
function share(part) {
  return `${(part * 100).toFixed(2)} %`;
}

/**
 * @param {string} title
 * @param {readonly (readonly string[])[]} rows
 */
function print(title, rows) {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  process.stdout.write(`${title}\n${lines.map((line) => `  ${line}\n`).join('')}`);
}
