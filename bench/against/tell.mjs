/**
 * @param {import('./measure.mjs').Measured} measured
 * @returns {string} What people read.
 */
export function tableOf({ row, lines, ratios }) {
  const figures = lines.map(({ name, figures, cpuUs, notes }) => {
    const [min, median, max] = spread(figures).map((figure) => rounded(figure).padStart(9));
    const cpu =
      cpuUs.length === 0 ? '' : `  ${rounded(spread(cpuUs)[1]).padStart(7)} µs of CPU each`;
    return `  ${name.padEnd(46)} ${median}  (${min} – ${max})${cpu}${notesOf(notes)}`;
  });
  const bounds = (row.bounds ?? []).map((bound) => boundLine(bound, lines));
  const title = `\n${row.title}, ${row.unit}`;
  return [title, ...figures, ...ratios.map(ratioLine), ...bounds, ''].join('\n');
}

/** @param {Record<string, number[]>} notes */
function notesOf(notes) {
  return Object.entries(notes)
    .map(([name, counts]) => `  ${rounded(spread(counts)[1])} ${name}`)
    .join('');
}

/**
 * The worst of the rounds counts.
 * @param {import('./measure.mjs').Bound} bound
 * @param {readonly import('./measure.mjs').Line[]} lines
 */
function boundLine({ of, note, below }, lines) {
  const counts = lines.find(({ name }) => name === of)?.notes[note] ?? [];
  const worst = spread(counts)[2];
  const name = `${of}: ${note}`.padEnd(46);
  return `  ${name} ${worst.toFixed(2).padStart(9)}  at most in a round  goal < ${below}: ${said(worst < below)}`;
}

/** @param {import('./measure.mjs').Ratio} ratio */
function ratioLine({ goal, ratios, cpuRatios }) {
  const [min, median, max] = spread(ratios);
  const said = `${goal.of} / ${goal.to}`.padEnd(46);
  const range = `(${min.toFixed(2)} – ${max.toFixed(2)})`.padStart(19);
  const cpu =
    cpuRatios.length === 0 ? '' : `  ${spread(cpuRatios)[1].toFixed(2).padStart(5)} of its CPU`;
  return `  ${said} ${median.toFixed(2).padStart(9)}  ${range}${cpu}  ${verdict(goal, median)}`.trimEnd();
}

/**
 * @param {import('./measure.mjs').Goal} goal
 * @param {number} ratio
 */
function verdict({ atLeast, atMost, aim }, ratio) {
  const aimed = aim === undefined ? '' : `, aim ${aim}`;
  if (atLeast !== undefined) return `goal >= ${atLeast}${aimed}: ${said(ratio >= atLeast)}`;
  if (atMost !== undefined) return `goal <= ${atMost}${aimed}: ${said(ratio <= atMost)}`;
  return '';
}

/** @param {boolean} isMet */
function said(isMet) {
  return isMet ? 'met' : 'MISSED';
}

/**
 * @param {readonly number[]} list
 * @returns {[min: number, median: number, max: number]}
 */
function spread(list) {
  const sorted = list.toSorted((a, b) => a - b);
  return [sorted[0] ?? NaN, sorted[sorted.length >> 1] ?? NaN, sorted.at(-1) ?? NaN];
}

/** @param {number} figure */
function rounded(figure) {
  if (figure >= 100) return Math.round(figure).toLocaleString('en');
  return figure.toFixed(figure >= 10 ? 1 : 2);
}
