import { describe, expect, it } from 'vitest';
import { PEER_ID_PATTERN } from '../../src/protocol/peer-id.ts';
import { Simulation } from '../../src/sim/simulation.ts';

describe('a virtual node', () => {
  it('has an id, a host and an address of its own, the same for the same seed', () => {
    const nodesOf = (seed: number) => {
      const world = new Simulation(seed, null);
      return [world.node('alice'), world.node('bob')];
    };
    const [one, same, other] = [nodesOf(1), nodesOf(1), nodesOf(2)];
    expect(one.map(({ host, address }) => [host, address])).toEqual([
      ['10.0.0.1', '10.0.0.1:9000'],
      ['10.0.0.2', '10.0.0.2:9000'],
    ]);
    const ids = [...one, ...other].map(({ id }) => id);
    expect(ids.every((id) => PEER_ID_PATTERN.test(id))).toBe(true);
    expect(new Set(ids).size).toBe(4);
    expect(same.map(({ id }) => id)).toEqual(one.map(({ id }) => id));
  });

  it('comes back as the same peer in a newer instance, with another tape', () => {
    const world = new Simulation(1, null);
    const bob = world.node('bob').start();
    world.run(1);
    bob.restart();
    world.run(1);
    bob.restart();
    expect(bob.lives.map(({ tape, instance, end }) => [tape, instance.boot, end?.how])).toEqual([
      ['bob', 1, 'vanished'],
      ['bob-2', 2, 'vanished'],
      ['bob-3', 3, undefined],
    ]);
    expect(new Set(bob.lives.map(({ id }) => id)).size).toBe(1);
    expect(new Set(bob.lives.map(({ instance }) => instance.nonce)).size).toBe(3);
  });

  it('does not obey any more once it has crashed', () => {
    const world = new Simulation(1, null);
    const alice = world.node('alice').start();
    world.run(1);
    const { life } = alice;
    const { turns } = life;
    alice.connect('10.0.0.9:9000');
    alice.crash();
    world.run(10_000);
    expect([life.turns - turns, world.board.open, world.clock.pending]).toEqual([
      0,
      { links: 0, listeners: 0, dials: 0 },
      0,
    ]);
  });

  it('is the only one of its name, and starts once', () => {
    const world = new Simulation(1, null);
    const alice = world.node('alice', { contacts: ['bob'] });
    expect(() => world.node('alice')).toThrow('there is a node alice already');
    expect(() => alice.start()).toThrow('there is no node bob yet');
    world.node('bob');
    alice.start();
    expect(() => alice.start()).toThrow('alice is up');
  });
});
