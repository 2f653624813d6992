import { limits } from '../../protocol/limits.ts';
import type { Purpose } from '../../protocol/messages.ts';
import { finding, gather, plantSeeds, PRESENCE_MS } from '../gather.ts';
import { Puppet } from '../puppet.ts';
import type { Scenario } from '../scenario.ts';
import { knowEachOther, neighboursOf, tellEachOther } from '../settle-overlay.ts';

const NODES = 8;
const PUPPETS = 12;
const ROUNDS = 20;
const PURPOSES: readonly Purpose[] = ['want', 'need', 'join'];

/**
 * A dozen puppets want places at one node, with every reason there is, again and again. They get those that are for
 * whoever comes; the others are for those that the node has chosen, and so it hears what is said to all.
 */
export const crowdedPlaces: Scenario = {
  name: 'crowded-places',
  shows: 'whoever comes by itself, and however often, does not get all places of a node',
  play(world) {
    world.plan({ segmentation: 'whole' });
    plantSeeds(world, 's1');
    const nodes = gather(world, NODES, () => finding('s1'));
    knowEachOther(world, nodes, 3 * PRESENCE_MS);
    world.run(limits.shuffleIntervalMs);
    const dice = world.dice('wishes');
    const [victim] = nodes;
    const honest = new Set(nodes.map(({ id }) => id));
    const puppets = Array.from(
      { length: PUPPETS },
      (_, index) => new Puppet(world, `p${index}`, `10.9.9.${index + 1}`),
    );
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const puppet of puppets) puppet.dial(victim!.address, dice.pick(PURPOSES));
      world.run(500);
      world.expect('some places are not for them', () => {
        const taken = neighboursOf(victim!).filter((id) => !honest.has(id));
        return taken.length <= limits.inboundNeighboursMax;
      });
    }
    world.expect('some of them have places', () =>
      neighboursOf(victim!).some((id) => !honest.has(id)),
    );
    tellEachOther(world, nodes);
    for (const puppet of puppets) puppet.leave();
  },
  settle(world) {
    tellEachOther(
      world,
      world.nodes.filter(({ name }) => name.startsWith('n')),
    );
  },
};
