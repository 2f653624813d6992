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
  const { shape, before, build } = level;
  const { random } = shape;
  const size = setting.nodes;
  print(`\nBefore anybody fails: ${size} nodes, ${setting.cycles} shuffles`, [
    ['', 'here', `any graph, ${size}`, 'papers, 10,000'],
    ['neighbours', shape.degree.toFixed(2), '5', '5'],
    ['average path', shape.path.average.toFixed(3), random.path.average.toFixed(3), '6.385'],
    ['longest path', String(shape.path.longest), String(random.path.longest), '9.0'],
    ['clustering', shape.clustering.toFixed(5), random.clustering.toFixed(5), '0.00092'],
    ['payloads a broadcast', before.payloads.toFixed(1), String(size - 1), '9,999'],
    ['have, graft, prune', control(before), '', '29,987'],
    ['redundancy', before.redundancy.toFixed(4), '', '0'],
    ['last hop', before.lastHop.toFixed(1), '', 'about 10'],
    ['dials a node and shuffle', build.dialsPerCycle.toFixed(2), '', ''],
  ]);
}

/**
 * @param {readonly Setting[]} settings
 * @param {readonly Level[]} levels
 */
export function tellLevels(settings, levels) {
  const rows = settings.map(({ failed }, place) => {
    const level = levels[place];
    if (level === undefined) return [];
    const { left, after, mended, healed } = level;
    return [
      `${failed} %`,
      paperSays(failed),
      share(after.reliability),
      share(after.soon),
      share(after.worst),
      share(left.largestPart),
      share(mended.largestPart),
      after.lastHop.toFixed(1),
      after.redundancy.toFixed(3),
      control(after),
      share(healed.reliability),
    ];
  });
  print('\nAfter so many have failed at once, no shuffles between', [
    ['failed', 'paper', 'reached', 'in 1 s', 'worst', 'one part: left', 'mended'].concat([
      'last hop',
      'redundancy',
      'control',
      'two minutes later',
    ]),
    ...rows,
  ]);
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
