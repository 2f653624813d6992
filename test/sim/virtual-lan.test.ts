import { describe, expect, it } from 'vitest';
import { limits } from '../../src/protocol/limits.ts';
import { Simulation } from '../../src/sim/simulation.ts';
import { Switchboard } from '../../src/sim/switchboard.ts';
import { VirtualClock } from '../../src/sim/virtual-clock.ts';
import { listenTo } from '../support/lan-worlds.ts';
import { idOf } from '../support/pure-config.ts';

describe('the local network of virtual hosts', () => {
  it('carries a call to whoever it reaches: not past a cut, and not to a host that is gone', () => {
    const clock = new VirtualClock();
    const board = new Switchboard(clock, 1);
    const lans = ['a', 'b', 'c', 'd'].map((letter) =>
      board.lanOf(letter, { network: 'lab', id: idOf(letter) }),
    );
    const heard = lans.map(listenTo);
    for (const host of ['a', 'b', 'c', 'd']) board.restart(host);
    board.cut('a', 'c');
    board.crash('d', 'silence');
    lans[0]!.call(1);
    clock.run();
    expect(heard.map(({ events }) => events.length)).toEqual([0, 1, 0, 0]);
    board.heal('a', 'c');
    board.restart('d');
    lans[0]!.call(2);
    clock.run();
    expect(heard.map(({ events }) => events.at(-1))).toEqual([
      undefined,
      { id: idOf('a'), address: 'a:2' },
      { id: idOf('a'), address: 'a:2' },
      { id: idOf('a'), address: 'a:2' },
    ]);
  });

  it('lets nodes find each other that know nobody', () => {
    const world = new Simulation(1, null);
    const [alice, bob] = [
      world.node('alice', { discovery: ['lan'] }).start(),
      world.node('bob', { discovery: ['lan'] }).start(),
    ];
    const deaf = world.node('deaf').start();
    const areLinked = () => alice.isLinkedTo(bob) && bob.isLinkedTo(alice);
    world.until('alice and bob have found each other', areLinked, 2 * limits.lanCallIntervalMs);
    expect([alice.isLinkedTo(deaf), bob.isLinkedTo(deaf)]).toEqual([false, false]);
    alice.quit();
    bob.quit();
    world.run(10_000);
    expect(world.board.open.listeners).toBe(1);
  });
});

describe('the peers of an earlier life', () => {
  it('are found again', () => {
    const world = new Simulation(1, null);
    const bob = world.node('bob').start();
    const alice = world.node('alice', { discovery: ['saved'] }).start();
    alice.connect(bob);
    world.until('they are connected', () => alice.isLinkedTo(bob));
    alice.quit();
    world.until('alice has stopped', () => !alice.isUp);
    alice.restart();
    world.until('alice has found bob again', () => alice.isLinkedTo(bob));
    expect(alice.life.instance.boot).toBe(2);
  });
});
