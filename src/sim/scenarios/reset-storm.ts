import { defaultLinkPlan, type LinkPlan } from '../link-plan.ts';
import type { Dice } from '../dice.ts';
import type { Scenario } from '../scenario.ts';
import { clearUp, linkOnce, talk } from '../settle.ts';

const STORM_MS = 60_000;
const BYTES_MAX = 1_000;
const GREETING_BYTES = 200;

/**
 * For a minute every link is reset at some byte, in the middle of whatever it is. Both nodes want
 * each other and come back with back-off, or sooner where their users are impatient; in the end one
 * connection stands and carries every text.
 */
export const resetStorm: Scenario = {
  name: 'reset-storm',
  shows: 'links are reset at random bytes; contacts come back until one connection stands',
  play(world) {
    const dice = world.dice('storm');
    world.plan(() => stormy(dice));
    const alice = world.node('alice', { contacts: ['bob'] });
    const bob = world.node('bob', { contacts: ['alice'] });
    alice.start();
    bob.start();
    const chat = world.dice('chat');
    for (let ms = 0; ms < STORM_MS; ms += chat.between(20, 2_000)) {
      world.at(ms, () => alice.send(bob, `alice at ${ms}`));
      world.at(ms, () => bob.send(alice, `bob at ${ms}`));
      if (chat.chance(1 / 4)) world.at(ms, () => alice.connect(bob));
      if (chat.chance(1 / 4)) world.at(ms, () => bob.connect(alice));
    }
    world.run(STORM_MS);
  },
  heal(world) {
    clearUp(world, world.nodes);
  },
  settle(world) {
    const [alice, bob] = world.nodes;
    linkOnce(world, [alice!, bob!]);
    for (let count = 0; count < 20; count++) talk(world, [alice!, bob!]);
  },
};

/** As often as not before a greeting is through. */
function stormy(dice: Dice): LinkPlan {
  const direction = dice.pick(['out', 'in'] as const);
  const bytes = dice.below(dice.chance(1 / 2) ? BYTES_MAX : GREETING_BYTES);
  return {
    ...defaultLinkPlan,
    latencyUs: dice.between(100, 20_000),
    resetAfterBytes: { direction, bytes },
  };
}
