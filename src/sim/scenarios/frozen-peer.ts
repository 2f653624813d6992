import { limits } from '../../protocol/limits.ts';
import { reportsOf } from '../life.ts';
import { defaultLinkPlan } from '../link-plan.ts';
import type { Scenario } from '../scenario.ts';
import { linkOnce, talk } from '../settle.ts';
import type { VirtualNode } from '../virtual-node.ts';

const HEAVY = 900_000;
/** What a line takes that is as slow as it may be, the next ping, and all the waits for its pong. */
const NOTICED_MS_MAX = 25_000;

/**
 * Bob freezes with much on its way to him. Nobody tells alice, and she finds out in about the time that
 * the slowest line there may be would have taken; dave is on such a line, and she does not give him up.
 */
export const frozenPeer: Scenario = {
  name: 'frozen-peer',
  shows: 'a peer that freezes under a heavy load is lost in time, and one on a slow line is not',
  play(world) {
    const alice = world.node('alice').start();
    const bob = world.node('bob').start();
    const dave = world.node('dave').start();
    world.plan((_, target) => ({
      ...defaultLinkPlan,
      bytesPerSecond: target === dave.host ? limits.slowestBytesPerSecond : 1_000_000,
    }));
    world.run(10);
    alice.connect(bob);
    alice.connect(dave);
    linkOnce(world, [alice, bob], [alice, dave]);
    for (const text of ['one', 'two', 'three']) {
      alice.send(bob, text);
      world.run(limits.pingIntervalMs);
    }

    alice.send(dave, 'd'.repeat(HEAVY));
    for (let count = 0; count < 9; count++) alice.send(bob, 'b'.repeat(HEAVY / 9));
    world.run(150);
    world.expect('bob has got some of it', () => bob.textCount > 3);
    bob.crash('silence');
    world.until('bob is lost', () => !alice.isLinkedTo(bob), NOTICED_MS_MAX);
    world.until('dave has it all', () => dave.textCount === 1 && alice.unanswered === 0);
    world.expect('dave was never given up', () => codesOf(alice) === 'silent');
    bob.restart();
    bob.connect(alice);
  },
  settle(world) {
    const [alice, bob, dave] = world.nodes as [VirtualNode, VirtualNode, VirtualNode];
    linkOnce(world, [alice, bob]);
    talk(world, [alice, bob], [alice, dave]);
  },
};

function codesOf({ life }: VirtualNode): string {
  return reportsOf(life, 'disconnected')
    .map(({ code }) => code)
    .join();
}
