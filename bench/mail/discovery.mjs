/**
 * What it takes to find the way to a peer, in a world of nodes that have found each other: frames of the search and of its
 * answers over all links, for one pair after the other, and the way that was found beside the shortest there is. Its one
 * argument is the setting, and what it has found is the one line that it prints.
 *
 * @typedef {{ nodes: number, pairs: number, cycles: number, seed: number, latencyMsMax: number }} Setting
 * @typedef {{ seeks: number, found: number, tooFar: number, hops: number, shortest: number, ms: number }} Search
 * `ms`: of virtual time, until the text that waited for the way had arrived.
 * @typedef {{ setting: Setting, neighbours: number, searches: readonly Search[], cpuSeconds: number }} Found
 */
import { distancesIn, meanOf } from '../overlay/graph.mjs';
import { OverlayWorld, contextOf } from '../overlay/overlay-world.mjs';

/** Nobody is written to twice: the next search begins when nothing is left of the one before. */
const quietMs = 2_000;

/** @type {Setting} */
const setting = JSON.parse(process.argv[2] ?? '{}');
process.stdout.write(`${JSON.stringify(measure(setting))}\n`);

/**
 * @param {Setting} setting
 * @returns {Found}
 */
function measure(setting) {
  const { nodes, pairs, cycles, seed, latencyMsMax } = setting;
  const overlay = new OverlayWorld({ nodes, seed, latencyMsMax });
  overlay.runCycles(cycles);
  const dice = overlay.world.dice('pairs');
  /** @type {Search[]} */
  const searches = [];
  while (searches.length < pairs) {
    const [from, to] = [dice.below(nodes), dice.below(nodes)];
    const search = from === to ? null : searched(overlay, from, to);
    if (search !== null) searches.push(search);
  }
  return {
    setting,
    neighbours: meanOf(linksIn(overlay).map(({ length }) => length)),
    searches,
    cpuSeconds: process.cpuUsage().user / 1e6,
  };
}

/**
 * @param {OverlayWorld} overlay
 * @param {number} from
 * @param {number} to
 * @returns {Search | null} null: they are linked, or one has searched for the other already
 */
function searched(overlay, from, to) {
  const { world } = overlay;
  const [one, other] = [overlay.live[from], overlay.live[to]];
  if (one === undefined || other === undefined) throw new RangeError('nobody is there');
  const { mail } = contextOf(one).overlay;
  if (mail.neighbours.has(other.id) || mail.routes.has(other.id)) return null;
  const shortest = distancesIn(linksIn(overlay), from)[to] ?? -1;
  const before = new Map(overlay.said);
  /** @param {string} kind */
  const more = (kind) => (overlay.said.get(kind) ?? 0) - (before.get(kind) ?? 0);
  const sentAt = world.clock.now();
  one.send(other, 'are you there?');
  world.until('the text has arrived', () => more('mail.delivered') === 1);
  const firstWay = overlay.lastWay;
  const ms = (world.clock.now() - sentAt) / 1_000;
  world.run(quietMs);
  // A shorter one may have been found since; or a neighbour was changed for another, and all ways over it are gone.
  const { path } = contextOf(one).overlay.mail.routes.get(other.id) ?? { path: firstWay };
  return {
    seeks: more('seek'),
    found: more('fate found'),
    tooFar: more('fate hop-limit'),
    hops: path.length + 1,
    shortest,
    ms,
  };
}

/** Who can pass something on to whom: all that are linked. @param {OverlayWorld} overlay */
function linksIn(overlay) {
  const { live } = overlay;
  const places = new Map(live.map(({ id }, place) => [id, place]));
  return live.map((node) =>
    [...contextOf(node).overlay.mail.neighbours.keys()].flatMap((id) => places.get(id) ?? []),
  );
}
