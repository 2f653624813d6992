import type { Lead, Message } from '../../protocol/messages.ts';
import { defaultLinkPlan } from '../link-plan.ts';
import { Puppet } from '../puppet.ts';
import type { Scenario } from '../scenario.ts';
import { linkOnce, talk } from '../settle.ts';
import type { VirtualNode } from '../virtual-node.ts';

const PUBLIC = '203.0.113.7';
const NEAR = [
  '10.0.0.99:22',
  '127.0.0.1:22',
  '192.168.0.1:80',
  'localhost:22',
  '[::1]:22',
  // The same hosts, as a resolver reads them.
  '0x7f000001:22',
  '192.168.1.0x1:22',
  '127.0.0.0x1:22',
];

/**
 * Mallory is far away, and tells alice of peers that are near her: in her own network, and on her own host. She tells it
 * in every way there is, and in none of them does alice dial there, in this run or in the next.
 */
export const smuggledAddresses: Scenario = {
  name: 'smuggled-addresses',
  shows: 'a peer far away tells of addresses that are near, and nobody dials there',
  play(world) {
    const dialled: string[] = [];
    world.plan((dialler, target) => {
      dialled.push(`${dialler} ${target}`);
      return defaultLinkPlan;
    });
    const options = { discovery: ['exchange', 'saved'] } as const;
    const alice = world.node('alice', options).start();
    const bob = world.node('bob', { ...options, contacts: ['alice'] }).start();
    linkOnce(world, [alice, bob]);
    const before = dialled.length;
    const mallory = new Puppet(world, 'mallory', PUBLIC);
    const line = mallory.dial(alice.address, 'stay');
    world.until('she is listened to', () => line.isConnected);
    const friends = NEAR.map((address, index) => {
      const puppet = new Puppet(world, `friend ${index}`, '203.0.113.8');
      return { puppet, lead: { id: puppet.id, address } };
    });
    const leads = friends.map(({ lead }) => lead);
    line.say({ kind: 'shuffle', path: [mallory.id], ttl: 1, leads });
    for (const lead of leads) line.say(...newcomersOf(lead));
    for (const { puppet, lead } of friends)
      line.say(...presenceOf(world.clock.wall(), puppet, lead));
    world.run(1_000);
    for (const peer of leads) line.say({ kind: 'missing', peer });
    world.run(60_000);
    alice.restart();
    linkOnce(world, [alice, bob]);
    world.run(10_000);
    const own = new Set([`${alice.host} ${bob.host}`, `${bob.host} ${alice.host}`]);
    const strays = dialled.slice(before).filter((way) => !own.has(way) && !way.includes(PUBLIC));
    world.expect(`nobody dials there: ${strays.join()}`, () => strays.length === 0);
    mallory.leave();
  },
  settle(world) {
    const [alice, bob] = world.nodes as [VirtualNode, VirtualNode];
    talk(world, [alice, bob]);
  },
};

function newcomersOf(peer: Lead): readonly Message[] {
  return [0, 3, 6].map((ttl) => ({ kind: 'newcomer', peer, ttl }));
}

function presenceOf(wallMs: number, puppet: Puppet, { id, address }: Lead): readonly Message[] {
  const envelope = {
    origin: id,
    instance: { boot: 1, nonce: 1 },
    sequence: 1,
    hopLimit: 8,
    expires: wallMs + 60_000,
    key: new Uint8Array(0),
    signature: new Uint8Array(0),
  };
  const words = { state: 'here', name: 'friend', addresses: [address], neighbours: [] };
  return puppet.seal([{ kind: 'presence', envelope, hops: 1, everyMs: 60_000, ...words }]);
}
