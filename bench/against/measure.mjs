/**
 * A row of the table: one kind of work, done by each contestant in turn, round after round, so that the machine's
 * moods meet all alike. Each run has processes of its own, which begin cold and warm up before the span is timed.
 *
 * @typedef {object} How
 * @property {string | null} [profiles]  The folder for profiles of the processes.
 * @property {boolean} [isPinned]  All to one core.
 *
 * @typedef {object} Goal  Of one contestant's figure to another's; without a bound it is only stated.
 * @property {string} of
 * @property {string} to
 * @property {number} [atLeast]
 * @property {number} [atMost]
 * @property {number} [aim]
 *
 * @typedef {object} Row
 * @property {string} name
 * @property {string} title
 * @property {string} unit
 * @property {readonly import('./contestants.mjs').Contestant[]} contestants
 * @property {(contestant: import('./contestants.mjs').Contestant, how: How) => Promise<Played>} play
 * @property {readonly Goal[]} goals
 * @property {readonly Bound[]} [bounds]
 *
 * @typedef {{ figure: number, cpuUs?: number, notes?: Record<string, number> }} Played  What all processes together
 * computed for one unit of the work, and what else was counted.
 * @typedef {{ name: string, figures: number[], cpuUs: number[], notes: Record<string, number[]> }} Line
 * @typedef {{ of: string, note: string, below: number }} Bound  Of what was counted of one contestant.
 * @typedef {{ goal: Goal, ratios: number[], cpuRatios: number[] }} Ratio
 * @typedef {{ row: Row, lines: Line[], ratios: Ratio[] }} Measured
 */

/**
 * @param {Row} row
 * @param {number} rounds
 * @param {How} how
 * @returns {Promise<Measured>}
 */
export async function measure(row, rounds, how) {
  /** @type {Line[]} */
  const lines = row.contestants.map(({ name }) => ({ name, figures: [], cpuUs: [], notes: {} }));
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, contestant] of row.contestants.entries()) {
      const line = lines[index];
      if (line !== undefined) note(line, await row.play(contestant, how));
    }
  }
  const ratios = row.goals.map((goal) => ({
    goal,
    ratios: ratiosOf(goal, lines, 'figures'),
    cpuRatios: ratiosOf(goal, lines, 'cpuUs'),
  }));
  return { row, lines, ratios };
}

/**
 * @param {Line} line
 * @param {Played} played
 */
function note(line, { figure, cpuUs, notes = {} }) {
  line.figures.push(figure);
  if (cpuUs !== undefined) line.cpuUs.push(cpuUs);
  for (const [name, count] of Object.entries(notes)) {
    line.notes[name] = [...(line.notes[name] ?? []), count];
  }
}

/**
 * Round by round: both were measured within a minute.
 * @param {Goal} goal
 * @param {readonly Line[]} lines
 * @param {'figures' | 'cpuUs'} kind
 */
function ratiosOf({ of, to }, lines, kind) {
  const others = lineOf(to, lines)[kind];
  return lineOf(of, lines)[kind].map((figure, round) => figure / (others[round] ?? NaN));
}

/**
 * @param {string} wanted
 * @param {readonly Line[]} lines
 */
function lineOf(wanted, lines) {
  const line = lines.find(({ name }) => name === wanted);
  if (line === undefined) throw new Error(`nobody is called '${wanted}' in this row`);
  return line;
}
