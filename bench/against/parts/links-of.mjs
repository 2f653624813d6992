/** With all at once, the dials that come last would be given up before a slow machine gets to them. */
export const dialsAtOnce = 50;

/**
 * A graph that is always the same: so many different pairs, drawn with the generator of Park and Miller.
 * @param {number} nodes
 * @param {number} links
 * @param {number} [seed]
 * @returns {[from: number, to: number][]}
 */
export function linksOf(nodes, links, seed = 1) {
  /** @type {Map<string, [from: number, to: number]>} */
  const drawn = new Map();
  let state = seed;
  const draw = () => (state = (state * 48_271) % 2_147_483_647) % nodes;
  while (drawn.size < links) {
    const [from, to] = [draw(), draw()];
    if (from !== to && !drawn.has(`${to} ${from}`)) drawn.set(`${from} ${to}`, [from, to]);
  }
  return [...drawn.values()];
}
