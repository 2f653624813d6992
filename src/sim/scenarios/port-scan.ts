import { limits } from '../../protocol/limits.ts';
import { Puppet } from '../puppet.ts';
import type { Scenario } from '../scenario.ts';
import type { VirtualNode } from '../virtual-node.ts';

/**
 * On alice's host others listen too: bob, and somebody who never answers. She scans the ports there, finds bob, and
 * nobody on her own port; after a second it is over, and no link is left.
 */
export const portScan: Scenario = {
  name: 'port-scan',
  shows: 'a scan finds who is there in a second, leaves itself out, and leaves no connection',
  play(world) {
    world.makeLinksPlain();
    const alice = world.node('alice').start();
    world.run(10);
    const bob = new Puppet(world, 'bob', alice.host).listen(9_001);
    const mute = new Puppet(world, 'mute', alice.host).listen(9_003, true);
    alice.command({ command: 'scan', range: '8999-9004' });
    world.until('the scan is over', () => answerOf(alice) !== null, limits.scanTimeoutMs + 100);
    const seen = JSON.stringify(answerOf(alice)!.map(({ address, active }) => [address, active]));
    const ports = [8_999, 9_001, 9_002, 9_003, 9_004];
    const wanted = JSON.stringify(ports.map((port) => [`${alice.host}:${port}`, port === 9_001]));
    world.expect('bob was found, and nobody else', () => seen === wanted);
    world.expect('by name', () => answerOf(alice)![1]!.name === 'bob');
    world.run(100);
    world.expect('no connection is left', () => alice.context!.links.size === 0);
    world.expect('nobody is a neighbour', () => alice.context!.overlay.view.active.size === 0);
    bob.leave();
    mute.leave();
  },
};

interface Line {
  readonly address: string;
  readonly active: boolean;
  readonly name: string;
}

function answerOf({ life }: VirtualNode): readonly Line[] | null {
  for (const { said } of life.heard) {
    if (said.type === 'answer' && said.command === 'scan' && said.outcome.ok)
      return said.outcome.result as readonly Line[];
  }
  return null;
}
