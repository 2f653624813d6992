import { expect, it } from 'vitest';
import { Body } from '../../src/protocol/body.ts';
import { limits } from '../../src/protocol/limits.ts';
import type { Broadcast } from '../../src/protocol/messages.ts';
import { Puppet } from '../../src/sim/puppet.ts';
import { linkOnce } from '../../src/sim/settle.ts';
import { Simulation } from '../../src/sim/simulation.ts';

const NOTHING = new Uint8Array(0);
const AT_ONCE = 64;

it('what was told to all is not told again when so many others have spoken that its origin is forgotten', () => {
  const world = new Simulation(1, null);
  world.plan({ segmentation: 'whole' });
  const alice = world.node('alice').start();
  const bob = world.node('bob', { contacts: ['alice'] }).start();
  linkOnce(world, [alice, bob]);
  const mallory = new Puppet(world, 'mallory', '10.9.9.9');
  const line = mallory.dial(alice.address, 'stay');
  world.until('she is listened to', () => line.isConnected);
  world.run(100);
  bob.tellAll('the original');
  const heard = () => line.heard.filter((message) => message.kind === 'broadcast');
  world.until('she has it', () => heard().length === 1);
  const original = heard()[0]!;

  const crowd = Array.from(
    { length: limits.originsMax + limits.originsForgottenAtOnce },
    (_, index) => new Puppet(world, `voice ${index}`, '10.9.9.8'),
  );
  // Each later than those before it, or it would not be told from one that was forgotten.
  let { expires } = original.envelope;
  for (let next = 0; next < crowd.length; next += AT_ONCE) {
    const voices = crowd.slice(next, next + AT_ONCE);
    line.say(...voices.flatMap((voice) => voice.seal([broadcastBy(voice.id, (expires += 1))])));
    world.run(AT_ONCE);
  }
  const told = () => alice.toldToAll.length;
  world.until('all have been heard', () => told() === crowd.length + 1);
  const { windows } = alice.context!.overlay.tree.origins;
  expect(windows.has(bob.id)).toBe(false);
  expect(windows.size).toBeLessThanOrEqual(limits.originsMax);

  line.say({ ...original, hops: 1 });
  world.run(1_000);
  expect(told()).toBe(crowd.length + 1);
  expect(alice.context!.overlay.tree.counts.stale).toBe(1);
}, 60_000);

function broadcastBy(origin: string, expires: number): Broadcast {
  const instance = { boot: 1, nonce: 1 };
  const envelope = { origin, instance, sequence: 1, hopLimit: 8, expires };
  return {
    kind: 'broadcast',
    envelope: { ...envelope, key: NOTHING, signature: NOTHING },
    hops: 1,
    topic: '',
    body: new Body(Uint8Array.of(0x61)),
  };
}
