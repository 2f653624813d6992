import { finding, gather, plantSeeds } from '../gather.ts';
import { reportsOf } from '../life.ts';
import { Puppet } from '../puppet.ts';
import type { Scenario } from '../scenario.ts';
import { becomeOne, tellEachOther } from '../settle-overlay.ts';

const NODES = 4;
const HOST = '10.9.9.9';
const ADDRESS = `${HOST}:9000`;
const JOINING_MS_MAX = 1_500;

/**
 * Somebody accepts every link and never says a word. All have it for a contact and for a seed node, and are told by
 * mallory that others listen there. They give it up each time, and find each other meanwhile.
 */
export const mutePeer: Scenario = {
  name: 'mute-peer',
  shows: 'a peer that accepts and never answers holds up nobody',
  play(world) {
    world.plan({ segmentation: 'whole' });
    const mute = new Puppet(world, 'mute', HOST).listen(9_000, true);
    plantSeeds(world, 's1');
    const options = { ...finding('s1', ADDRESS), contacts: [ADDRESS] };
    const nodes = gather(world, NODES, () => options, JOINING_MS_MAX);
    becomeOne(world, nodes, 1_000);
    const mallory = new Puppet(world, 'mallory', '10.9.9.8');
    const line = mallory.dial(nodes[0]!.address, 'stay');
    world.until('mallory is listened to', () => line.isConnected);
    const leads = ['x', 'y', 'z'].map((name) => ({
      id: new Puppet(world, name, '10.9.9.7').id,
      address: ADDRESS,
    }));
    line.say({ kind: 'shuffle', path: [mallory.id], ttl: 1, leads });
    tellEachOther(world, nodes);
    world.run(60_000);
    const codes = new Set(
      nodes.flatMap(({ life }) => reportsOf(life, 'refused').map(({ code }) => code)),
    );
    world.expect('it was given up', () => [...codes].join() === 'greeting-timeout');
    const view = nodes[0]!.context!.overlay.view;
    world.expect('nobody believes that somebody is there', () =>
      leads.every(({ id }) => view.passive.get(id)?.verifiedAt == null && !view.active.has(id)),
    );
    mallory.leave();
    mute.leave();
  },
  settle(world) {
    tellEachOther(
      world,
      world.nodes.filter(({ name }) => name.startsWith('n')),
    );
  },
};
