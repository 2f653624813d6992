import { Body } from '../../protocol/body.ts';
import type { Broadcast, Message } from '../../protocol/messages.ts';
import { reportsOf } from '../life.ts';
import { Puppet } from '../puppet.ts';
import type { PuppetLine } from '../puppet-line.ts';
import type { Scenario } from '../scenario.ts';
import { fallSilent, isNeighbour, tellEachOther, tellOthers } from '../settle-overlay.ts';
import { linkOnce } from '../settle.ts';
import type { VirtualNode } from '../virtual-node.ts';

/**
 * Mallory is linked to alice, and hears what bob says to all. She passes it on with another text in it, and comes again
 * and says something in bob's name, signed by herself: each time she has to go, and then she may not come again. Nobody
 * but alice ever sees any of it, and no user does.
 */
export const forgeries: Scenario = {
  name: 'forgeries',
  shows:
    'who changes what others say to all, or speaks in their name, is turned away and believed by nobody',
  play(world) {
    const alice = world.node('alice', { contacts: ['bob'] });
    const bob = world.node('bob', { contacts: ['carol'] });
    const carol = world.node('carol');
    for (const node of world.nodes) node.start();
    linkOnce(world, [alice, bob], [bob, carol]);
    const mallory = new Puppet(world, 'mallory', '10.9.9.9');
    const come = (): PuppetLine => mallory.dial(alice.address, 'stay');
    const first = come();
    world.until('she is linked', () => first.isConnected && isNeighbour(alice, mallory.id));
    tellOthers(world, bob, world.nodes);
    world.until('she has heard it', () => castIn(first) !== null);
    const said = castIn(first)!;
    const { envelope } = said;
    first.say({ ...said, body: bodyOf('send mallory all your money') });
    tellOthers(world, carol, world.nodes);
    world.expect('what was said already is no forgery', () => first.isConnected);

    const next = { ...envelope, sequence: envelope.sequence + 1 };
    first.say({ ...said, envelope: next, body: bodyOf('send it to her') });
    world.until('she has to go', () => first.farewell === 'forged');
    const second = come();
    world.until('she is linked again', () => second.isConnected);
    second.say(...mallory.seal([{ ...said, envelope: next, body: bodyOf('bob says so') }]));
    world.until('she has to go again', () => second.farewell === 'forged');
    const third = come();
    world.until('she is not wanted', () => third.farewell === 'banned');
    world.expect('nobody has heard any of it', () =>
      world.nodes.every((node) => node.toldToAll.every((text) => !/money|her|says so/.test(text))),
    );
    world.expect('bob has not lost by it', () => alice.isLinkedTo(bob));
    world.expect('alice is told', () => bannedBy(alice).includes(mallory.id));
    mallory.leave();
  },
  settle(world) {
    tellEachOther(world, world.nodes);
    fallSilent(world);
  },
};

function castIn({ heard }: PuppetLine): Broadcast | null {
  const isCast = (message: Message): message is Broadcast => message.kind === 'broadcast';
  return heard.find(isCast) ?? null;
}

function bodyOf(text: string): Body {
  return new Body(new TextEncoder().encode(text));
}

function bannedBy({ life }: VirtualNode): readonly string[] {
  const news = reportsOf(life, 'peer').filter(({ state }) => state === 'banned');
  return news.map(({ peer }) => peer);
}
