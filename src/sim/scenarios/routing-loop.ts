import { Body } from '../../protocol/body.ts';
import type { Letter } from '../../protocol/mail-words.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { framesOf } from '../life.ts';
import { Puppet } from '../puppet.ts';
import type { Scenario } from '../scenario.ts';
import { reach } from '../settle-mail.ts';
import { linkOnce } from '../settle.ts';

/**
 * Mallory is linked to alice, and writes letters to carol whose ways come by alice and bob again and again, or pass carol by. Each
 * ends where it is seen that its way cannot be, and nobody is told any of it.
 */
export const routingLoop: Scenario = {
  name: 'routing-loop',
  shows: 'a letter whose way comes by a node twice ends there, and nobody is told of it',
  play(world) {
    const alice = world.node('alice', { contacts: ['bob', 'carol'] });
    const bob = world.node('bob', { contacts: ['carol'] });
    const carol = world.node('carol');
    for (const node of world.nodes) node.start();
    linkOnce(world, [alice, bob], [bob, carol], [alice, carol]);
    const mallory = new Puppet(world, 'mallory', '10.9.9.9');
    const line = mallory.dial(alice.address, 'stay');
    world.until('she is linked', () => line.isConnected);
    const [a, b, c] = [alice.id, bob.id, carol.id];
    const ways = [
      [a, b, a, b, a, b],
      [a, b, b, a],
      [a, c, b],
      [a, a],
      [b, a],
    ];
    const expires = world.clock.wall() + 60_000;
    const letters = ways.map((path, index) => letterFrom(mallory.id, c, path, index, expires));
    line.say(...mallory.seal(letters));
    world.run(RUN_MS);
    world.expect('none of them goes far', () => framesOf(world.lives, ['letter']) <= MOST);
    world.expect('nobody is told', () => world.nodes.every(({ texts }) => texts.length === 0));
    mallory.leave();
  },
  settle(world) {
    const [alice, bob, carol] = world.nodes;
    reach(world, alice!, carol!);
    reach(world, bob!, alice!);
  },
};

function letterFrom(
  origin: PeerId,
  target: PeerId,
  path: readonly PeerId[],
  index: number,
  expires: number,
): Letter {
  const nothing = new Uint8Array(0);
  return {
    kind: 'letter',
    target,
    envelope: {
      origin,
      instance: { boot: 1, nonce: 1 },
      sequence: index + 1,
      hopLimit: 32,
      expires,
      key: nothing,
      signature: nothing,
    },
    number: index + 1,
    purpose: 'text',
    topic: '',
    re: 0,
    hops: 1,
    path,
    body: new Body(new TextEncoder().encode('around and around')),
  };
}

const RUN_MS = 5_000;
/** Two are passed on once, as far as to where the way cannot be. */
const MOST = 4;
