import { describe, expect, it } from 'vitest';
import { encodeFrames } from '../../src/codec/encode-frames.ts';
import { limits } from '../../src/protocol/limits.ts';
import type { Hello, Message } from '../../src/protocol/messages.ts';
import { reportsOf } from '../../src/sim/life.ts';
import { defaultLinkPlan } from '../../src/sim/link-plan.ts';
import { linkOnce } from '../../src/sim/settle.ts';
import { Simulation } from '../../src/sim/simulation.ts';

const LONG = 1_000_000;

describe('what waits for a link', () => {
  it('is bounded, whatever is sent in one tick: the rest is turned down at once', () => {
    const world = new Simulation(1, null);
    const [alice, bob] = [world.node('alice').start(), world.node('bob').start()];
    world.run(10);
    alice.connect(bob);
    linkOnce(world, [alice, bob]);
    world.stall(bob);
    for (let count = 0; count < 200; count += 1) alice.send(bob, 'x'.repeat(LONG));
    world.run(1);
    const turnedDown = reportsOf(alice.life, 'undelivered');
    expect(turnedDown.every(({ code }) => code === 'outbox-full')).toBe(true);
    const kept = 200 - turnedDown.reduce((sum, { sequences }) => sum + sequences.length, 0);
    const bytesMax =
      limits.linkBufferBytesMax + limits.commandBytesPerInputMax + limits.outboxBytesMax;
    expect(kept * LONG).toBeLessThanOrEqual(bytesMax);
    world.flow(bob);
    world.until('the rest arrives', () => bob.textCount === kept);
  });

  it('is next to nothing for a peer that sends pings and does not read: that is a flood', () => {
    let pongs = 0;
    const world = new Simulation(1, null, {
      turned: (_, { turn }) => {
        for (const effect of turn.effects) {
          if (effect.type === 'link.send') pongs += effect.messages.filter(isPong).length;
        }
      },
    });
    const alice = world.node('alice').start();
    world.plan({ ...defaultLinkPlan, segmentation: 'whole' });
    world.run(1);
    const peer = world.board.networkOf('10.0.0.99');
    world.board.restart('10.0.0.99', hello.id);
    peer.dial(alice.address).subscribe((event) => {
      if (event.type === 'failed') throw new Error(event.code);
      event.link.event$.subscribe();
      event.link.write(encodeFrames([hello]));
      world.at(50, () => event.link.write(encodeFrames([proof, { kind: 'welcome' }])));
      world.at(60, () => world.board.stall('10.0.0.99'));
      const many = Array.from({ length: 60 }, () => ({ kind: 'ping', token: 1 }) as const);
      const bytes = encodeFrames(many);
      for (let ms = 100; ms < 2_000; ms += 4) world.at(ms, () => event.link.write(bytes));
    });
    world.run(10_000);
    expect(pongs).toBeGreaterThanOrEqual(limits.chatterMessagesMax);
    expect(pongs).toBeLessThan(2 * limits.chatterMessagesMax);
    expect(reportsOf(alice.life, 'disconnected')).toMatchObject([{ code: 'flood', by: 'us' }]);
    expect(alice.context?.standings.size).toBe(1);
  });
});

function isPong({ kind }: Message): boolean {
  return kind === 'pong';
}

const NOTHING = new Uint8Array(0);
const proof: Message = { kind: 'proof', key: NOTHING, signature: NOTHING, tag: NOTHING };
const hello: Hello = {
  kind: 'hello',
  version: 1,
  network: 'sim',
  id: 'b'.repeat(52),
  instance: { boot: 1, nonce: 1 },
  nonce: new Uint8Array(16),
  dial: 1,
  name: 'bob',
  addresses: [],
  capabilities: [],
  purpose: 'stay',
};
