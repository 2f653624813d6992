/**
 * Figures of a graph whose nodes are numbers from 0, each with the list of its neighbours.
 *
 * @typedef {readonly (readonly number[])[]} Graph
 */

/**
 * Over all pairs that can reach each other, from so many nodes at most.
 *
 * @param {Graph} graph
 */
export function pathsOf(graph, sourcesMax = 1_000) {
  const step = Math.max(1, Math.floor(graph.length / sourcesMax));
  let [sum, pairs, longest] = [0, 0, 0];
  for (let source = 0; source < graph.length; source += step) {
    for (const distance of reachedFrom(graph, source).distances) {
      if (distance <= 0) continue;
      sum += distance;
      pairs += 1;
      longest = Math.max(longest, distance);
    }
  }
  return { average: sum / pairs, longest };
}

/**
 * How many of the links that a node's neighbours could have among each other are there, on average.
 *
 * @param {Graph} graph
 */
export function clusteringOf(graph) {
  const sets = graph.map((neighbours) => new Set(neighbours));
  const shares = graph.map((neighbours) => {
    let links = 0;
    for (const one of neighbours)
      for (const other of neighbours) if (one < other && sets[one]?.has(other)) links += 1;
    const possible = (neighbours.length * (neighbours.length - 1)) / 2;
    return possible === 0 ? 0 : links / possible;
  });
  return meanOf(shares);
}

/**
 * Of each node, how many the connected part has in which it is.
 *
 * @param {Graph} graph
 */
export function partSizesOf(graph) {
  const sizes = new Int32Array(graph.length);
  for (let source = 0; source < graph.length; source += 1) {
    if (sizes[source] !== 0) continue;
    const part = reachedFrom(graph, source).reached;
    for (const node of part) sizes[node] = part.length;
  }
  return sizes;
}

/**
 * What the overlay should look like: all have as many neighbours, and these are any.
 *
 * @param {number} size
 * @param {number} degree
 * @param {(n: number) => number} below
 */
export function randomGraph(size, degree, below) {
  const ends = Array.from({ length: size * degree }, (_, end) => Math.floor(end / degree));
  for (let end = ends.length - 1; end > 0; end -= 1) {
    const other = below(end + 1);
    [ends[end], ends[other]] = [ends[other] ?? 0, ends[end] ?? 0];
  }
  const sets = Array.from({ length: size }, () => new Set([0].slice(1)));
  for (let end = 0; end + 1 < ends.length; end += 2) {
    const [one = 0, other = 0] = [ends[end], ends[end + 1]];
    if (one === other) continue;
    sets[one]?.add(other);
    sets[other]?.add(one);
  }
  return sets.map((set) => [...set]);
}

/**
 * How far each node is from one of them, -1 if it cannot be reached.
 *
 * @param {Graph} graph
 * @param {number} source
 */
export function distancesIn(graph, source) {
  return reachedFrom(graph, source).distances;
}

/** @param {readonly number[]} list */
export function meanOf(list) {
  return list.reduce((sum, each) => sum + each, 0) / Math.max(1, list.length);
}

/**
 * How far each node is, -1 if it cannot be reached; and those that can.
 *
 * @param {Graph} graph
 * @param {number} source
 */
function reachedFrom(graph, source) {
  const distances = new Int32Array(graph.length).fill(-1);
  distances[source] = 0;
  const reached = [source];
  for (const node of reached) {
    for (const next of graph[node] ?? []) {
      if (distances[next] !== -1) continue;
      distances[next] = (distances[node] ?? 0) + 1;
      reached.push(next);
    }
  }
  return { distances, reached };
}
