import { reportsOf, sendsOf } from '../life.ts';
import type { Scenario } from '../scenario.ts';
import { linkOnce } from '../settle.ts';

const TEXTS = 50;

/** Alice leaves in the middle of a lively talk: what either said before the farewell is delivered. */
export const politeLeave: Scenario = {
  name: 'polite-leave',
  shows: 'a node leaves under traffic, and nothing that was said before its farewell is lost',
  play(world) {
    world.plan({ latencyUs: 40_000, bytesPerSecond: 500_000 });
    const alice = world.node('alice').start();
    const bob = world.node('bob', { contacts: ['alice'] }).start();
    linkOnce(world, [alice, bob]);
    const start = world.clock.now();
    const dice = world.dice('chat');
    for (let count = 0; count < TEXTS; count++) {
      world.clock.at(start + dice.below(500_000), () => alice.send(bob, `a${count}`.repeat(500)));
      world.clock.at(start + dice.below(500_000), () => bob.send(alice, `b${count}`.repeat(500)));
    }
    world.run(dice.between(100, 400));
    const said = sendsOf(alice.life).length;
    alice.quit();
    world.until('alice has left', () => !alice.isUp);
    world.expect('bob has all she said', () => bob.textCount >= said);
    world.until('bob has her farewell', () => !bob.isLinkedTo(alice));
    world.run(600);
  },
  settle(world) {
    for (const { life, name } of world.nodes) {
      const lost = reportsOf(life, 'undelivered');
      world.expect(`nothing of ${name} is lost`, () => lost.length === 0);
    }
    const bob = world.nodes[1]!;
    const [parted] = reportsOf(bob.life, 'disconnected');
    world.expect('bob knows why', () => parted?.how === 'left' && parted.code === 'quit');
  },
};
