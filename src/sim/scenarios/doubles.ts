import { reportsOf } from '../life.ts';
import type { Scenario } from '../scenario.ts';
import { linkOnce, talk } from '../settle.ts';
import type { VirtualNode } from '../virtual-node.ts';

const MINUTES = 10;
/** A connection, one that takes its place, a refusal each, and that again after the long rest. */
const LINKS_MAX = 8;

/**
 * Bob's data folder was copied, and both nodes run: one counts its lives higher than the other, and
 * nobody knows which. Both want alice, and carol wants both. Whoever may stay, neither throws the
 * other out again and again, and each is told that something is wrong.
 */
export const doubles: Scenario = {
  name: 'doubles',
  shows: 'two live nodes hold one key: both are told so, and connections do not flap',
  play(world) {
    const dice = world.dice('the copy');
    const alice = world.node('alice').start();
    const bob = world.node('bob', { boot: 2, contacts: ['alice'] }).start();
    if (dice.chance(3 / 4)) linkOnce(world, [alice, bob]);
    const boot = dice.between(1, 3);
    const copy = world.node('copy', { keyOf: 'bob', boot, contacts: ['alice'] }).start();
    const carol = world.node('carol', { contacts: ['bob', 'copy'] }).start();
    world.run(dice.below(60_000));
    copy.connect(bob);
    world.run(MINUTES * 60_000);
    for (const node of [alice, carol]) {
      const { size } = node.life.links;
      world.expect(`${node.name} has few links, not ${size}`, () => size <= LINKS_MAX);
      world.expect(`${node.name} has one of the two`, () => node.isLinkedTo(bob));
    }
    for (const node of [bob, copy]) world.expect(`${node.name} is told`, () => isToldIn(node));
  },
  settle(world) {
    const [alice, bob, copy] = world.nodes as [VirtualNode, VirtualNode, VirtualNode];
    copy.quit();
    // Until the life of bob's is the newest that was seen.
    for (let boot = 2; boot <= 4; boot += 1) bob.restart();
    linkOnce(world, [alice, bob]);
    talk(world, [alice, bob]);
  },
};

/** Of itself, or by others. */
function isToldIn({ life }: VirtualNode): boolean {
  return [...reportsOf(life, 'refused'), ...reportsOf(life, 'warned')].some(
    ({ code }) => code === 'duplicate-identity',
  );
}
