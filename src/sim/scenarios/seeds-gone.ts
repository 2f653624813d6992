import { finding, gather, plantSeeds, PRESENCE_MS } from '../gather.ts';
import type { Scenario } from '../scenario.ts';
import {
  becomeOne,
  knowEachOther,
  neighboursOf,
  stateOf,
  tellEachOther,
} from '../settle-overlay.ts';
import { reportsOf } from '../life.ts';

const NODES = 6;

/**
 * Six nodes come by two seed nodes. Then both of these are killed, and with them the node that came first. The
 * others do without: their views close again, and what they say to all comes to all.
 */
export const seedsGone: Scenario = {
  name: 'seeds-gone',
  shows: 'the seed nodes and the first node are killed, and those that are left remain one network',
  play(world) {
    world.plan({ segmentation: 'whole' });
    const seeds = plantSeeds(world, 's1', 's2');
    const nodes = gather(world, NODES, () => finding('s1', 's2'));
    knowEachOther(world, nodes, 3 * PRESENCE_MS);
    const [first, ...left] = nodes;
    for (const dead of [...seeds, first!]) dead.crash('silence');
    becomeOne(world, left, 60_000);
    tellEachOther(world, left);
    const isLostTo = (node: (typeof left)[number]) => stateOf(node, first!) === 'lost';
    world.until('all have lost it', () => left.every(isLostTo));
    world.expect('nobody has left', () =>
      left.every(({ life }) => reportsOf(life, 'peer').every(({ state }) => state !== 'left')),
    );
  },
  settle(world) {
    const left = world.nodes.filter(({ isUp }) => isUp);
    const ids = new Set(left.map(({ id }) => id));
    world.until('all views are of those that are there', () =>
      left.every((node) => {
        const neighbours = neighboursOf(node);
        return neighbours.length >= 3 && neighbours.every((id) => ids.has(id));
      }),
    );
    tellEachOther(world, left);
  },
};
