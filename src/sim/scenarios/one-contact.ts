import { gather, PRESENCE_MS } from '../gather.ts';
import type { Scenario } from '../scenario.ts';
import { becomeOne, knowEachOther, neighboursOf, tellEachOther } from '../settle-overlay.ts';

const NODES = 6;

/**
 * Each node knows one other when it starts, the one that came before it. The newcomer has one contact as
 * well, and soon knows of everybody; its contact is killed, and it is in the network all the same.
 */
export const oneContact: Scenario = {
  name: 'one-contact',
  shows: 'a newcomer with one contact learns of all others, and does without that contact then',
  play(world) {
    world.plan({ segmentation: 'whole' });
    const options = (contacts: readonly string[]) =>
      ({ discovery: ['exchange'], contacts, presenceIntervalMs: PRESENCE_MS }) as const;
    const nodes = gather(world, NODES, (index) => options(index === 0 ? [] : [`n${index - 1}`]));
    knowEachOther(world, nodes, 2 * PRESENCE_MS);
    const contact = nodes[NODES - 1]!;
    const newcomer = world.node('newcomer', options([contact.name])).start();
    knowEachOther(world, world.nodes, 2 * PRESENCE_MS);
    world.until('it has other neighbours', () => neighboursOf(newcomer).length > 1);
    contact.crash('silence');
    const left = world.nodes.filter((node) => node !== contact);
    becomeOne(world, left, 60_000);
    tellEachOther(world, left);
  },
  settle(world) {
    const left = world.nodes.filter(({ isUp }) => isUp);
    tellEachOther(world, left);
  },
};
