import { limits } from '../../protocol/limits.ts';
import { reportsOf } from '../life.ts';
import type { Scenario } from '../scenario.ts';
import { linkOnce, talk } from '../settle.ts';
import type { Simulation } from '../simulation.ts';
import type { VirtualNode } from '../virtual-node.ts';

const STRANGER = '10.0.1.1';
const KNOCKS = 1_500;
const EVERY_MS = 4;
/** What nobody would say who speaks as nodes do. */
const RUBBISH = new TextEncoder().encode('GET / HTTP/1.1\r\n\r\n');

/**
 * Somebody knocks at alice's door again and again from one host, and says rubbish or nothing. After some
 * attempts they are closed without a word; bob and carol, who come meanwhile, are served at once.
 */
export const knocking: Scenario = {
  name: 'knocking',
  shows: 'a host that floods a node with links is shut out, and others are served meanwhile',
  play(world) {
    const alice = world.node('alice').start();
    const bob = world.node('bob').start();
    const carol = world.node('carol').start();
    world.run(10);
    bob.connect(alice);
    linkOnce(world, [alice, bob]);
    knock(world, alice);
    world.run((KNOCKS * EVERY_MS) / 2);
    world.expect('the stranger is shut out', () => turnedAway(alice, 'rate-limited') > 0);
    carol.connect(alice);
    world.until('carol is served', () => alice.isLinkedTo(carol), 100);
    talk(world, [alice, bob], [alice, carol]);
    world.run((KNOCKS * EVERY_MS) / 2 + limits.greetingTimeoutMs);
  },
  settle(world) {
    const [alice, bob] = world.nodes as [VirtualNode, VirtualNode];
    const heard = KNOCKS - turnedAway(alice, 'rate-limited');
    world.expect('few were heard', () => heard > 0 && heard <= limits.hostAttemptsMax);
    world.expect('nobody else was', () => turnedAway(bob, 'rate-limited') === 0);
    talk(world, [alice, bob]);
  },
};

function knock(world: Simulation, { address }: VirtualNode): void {
  world.board.restart(STRANGER, null);
  const network = world.board.networkOf(STRANGER);
  const now = world.clock.now();
  for (let count = 0; count < KNOCKS; count++) {
    world.clock.at(now + count * EVERY_MS * 1_000, () => {
      network.dial(address).subscribe((event) => {
        if (event.type === 'failed') return;
        event.link.event$.subscribe();
        if (count % 2 === 0) event.link.write(RUBBISH);
      });
    });
  }
}

function turnedAway({ life }: VirtualNode, code: string): number {
  return reportsOf(life, 'refused').filter((report) => report.code === code).length;
}
