import { describe, expect, it } from 'vitest';
import { gather, plantSeeds } from '../../src/sim/gather.ts';
import { Puppet } from '../../src/sim/puppet.ts';
import { linkOnce } from '../../src/sim/settle.ts';
import { stateOf } from '../../src/sim/settle-overlay.ts';
import { Simulation } from '../../src/sim/simulation.ts';
import type { VirtualNode } from '../../src/sim/virtual-node.ts';

const NODES = 16;
const EVERY_MS = 10_000;

describe('presence in a network that grows', () => {
  it('is said once a period, however many neighbours come and go meanwhile', () => {
    const world = new Simulation(1, null);
    world.plan({ segmentation: 'whole' });
    plantSeeds(world, 's1');
    const nodes = gather(world, NODES, () => ({
      discovery: ['seeds', 'exchange'],
      seeds: ['s1'],
      presenceIntervalMs: EVERY_MS,
    }));
    world.run(EVERY_MS / 2);
    const said = nodes.map(({ context }) => context!.overlay.castSequence);
    expect(Math.max(...said)).toBe(1);
    const known = nodes.map(({ context }) => context!.overlay.roster.entries.size);
    expect(known).toEqual(nodes.map(() => NODES - 1));
  });
});

describe('the farewell of somebody who was called lost', () => {
  it('says that it has left, whatever was believed before', () => {
    const world = new Simulation(1, null);
    const [a, b, c] = ['a', 'b', 'c'].map((name) =>
      world.node(name, { presenceIntervalMs: EVERY_MS }).start(),
    ) as [VirtualNode, VirtualNode, VirtualNode];
    world.run(10);
    a.connect(b);
    b.connect(c);
    a.connect(c);
    linkOnce(world, [a, b], [b, c], [a, c]);
    a.disconnect(c);
    world.until('they have parted', () => !a.isLinkedTo(c));
    world.cut(a, c);
    const mallory = new Puppet(world, 'mallory', '10.9.9.9');
    const line = mallory.dial(a.address, 'stay');
    world.until('she is listened to', () => line.isConnected);
    world.run(100);
    line.say({ kind: 'missing', peer: { id: c.id, address: c.address } });
    world.until('a has looked for c in vain', () => stateOf(a, c) === 'lost');
    c.quit();
    world.until('a knows better', () => stateOf(a, c) === 'left');
    mallory.leave();
  });
});
