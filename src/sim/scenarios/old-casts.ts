import { limits } from '../../protocol/limits.ts';
import type { Broadcast, Message } from '../../protocol/messages.ts';
import { Puppet } from '../puppet.ts';
import type { Scenario } from '../scenario.ts';
import { fallSilent, tellEachOther } from '../settle-overlay.ts';
import { linkOnce } from '../settle.ts';

/**
 * Mallory keeps what alice, bob and carol say to all, and says it again: at once, later, and when it has expired; to all,
 * and to carol when she has started anew and remembers nothing. Nobody is told anything twice, and what has expired
 * comes to nobody.
 */
export const oldCasts: Scenario = {
  name: 'old-casts',
  shows: 'what was said to all is said again by somebody who kept it, and nobody is told it again',
  play(world) {
    const alice = world.node('alice', { contacts: ['bob'] });
    const bob = world.node('bob', { contacts: ['carol'] });
    const carol = world.node('carol', { contacts: ['alice'] });
    for (const node of world.nodes) node.start();
    linkOnce(world, [alice, bob], [bob, carol], [carol, alice]);
    const mallory = new Puppet(world, 'mallory', '10.9.9.9');
    const comeToAll = () => {
      const lines = world.nodes.map(({ address }) => mallory.dial(address, 'stay'));
      world.until('she is linked to all', () => lines.every((line) => line.isConnected));
      world.run(100);
      return lines;
    };
    const lines = comeToAll();
    tellEachOther(world, world.nodes);
    const heard = () => lines[0]!.heard.filter(isBroadcast);
    world.until('she has heard all', () => new Set(heard().map(originOf)).size === 3, 1_000);
    const said = heard();
    const sayAgain = () => {
      for (const line of mallory.lines) if (line.isConnected) line.say(...said);
    };
    sayAgain();
    world.run(limits.keptCastMs);
    sayAgain();
    world.run(limits.castLifeMs);
    carol.restart();
    linkOnce(world, [bob, carol], [carol, alice]);
    for (const line of mallory.lines) line.close();
    comeToAll();
    sayAgain();
    world.run(1_000);
    world.expect('what has expired is told to nobody', () => carol.toldToAll.length === 0);
    world.expect('and was told once to all others', () =>
      [alice, bob].every((node) => node.toldToAll.length === 2),
    );
    mallory.leave();
  },
  settle(world) {
    tellEachOther(world, world.nodes);
    fallSilent(world);
  },
};

function isBroadcast(message: Message): message is Broadcast {
  return message.kind === 'broadcast';
}

function originOf({ envelope }: Broadcast): string {
  return envelope.origin;
}
