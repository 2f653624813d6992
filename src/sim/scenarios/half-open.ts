import { reportsOf } from '../life.ts';
import { PARTING_MS_MAX } from '../check-links.ts';
import type { Scenario } from '../scenario.ts';
import { linkOnce, talk } from '../settle.ts';

/** Far too little for the old link to be found dead, unless somebody says that it is. */
const WELCOME_MS_MAX = 200;

/** A few pings after the greeting. */
const MUTE_AFTER_BYTES = 220;
/** What a proof is longer by where the link has not shown the key. */
const PROOF_BYTES = 110;
const MUTE_MS = 60_000;

/**
 * Bob's host dies without a word. The first time it stays away, so alice probes and says that he is
 * lost; the second time bob comes back at once, as a newer instance, and is welcomed while the link
 * to his older life is still there. The third time it is only the link that goes mute: whoever finds
 * out last holds the other's new dial until the old link is known to be dead. The last time the link
 * goes mute and bob comes back: nothing tells alice that his older life is over.
 */
export const halfOpen: Scenario = {
  name: 'half-open',
  shows: 'a peer vanishes without a word, is probed and lost, and comes back as a newer instance',
  play(world) {
    const alice = world.node('alice').start();
    const bob = world.node('bob', { contacts: ['alice'] }).start();
    linkOnce(world, [alice, bob]);
    talk(world, [alice, bob]);

    bob.crash('silence');
    alice.send(bob, 'are you there?');
    world.until('bob is lost', () => !alice.isLinkedTo(bob), PARTING_MS_MAX);
    const [lost] = reportsOf(alice.life, 'disconnected');
    world.expect('alice has found out herself', () => lost?.code === 'silent');

    bob.restart();
    linkOnce(world, [alice, bob]);
    world.run(6_000);
    bob.crash('silence');
    world.run(100);
    world.expect('the link to the older bob is there', () => alice.isLinkedTo(bob));
    bob.restart();
    world.until('the newer bob is welcome', () => bob.isLinkedTo(alice), WELCOME_MS_MAX);
    linkOnce(world, [alice, bob]);
    const codes = reportsOf(alice.life, 'disconnected').map(({ code }) => code);
    // On a plain link she asks whether it lives, and his host says that it knows of no such link.
    const code = world.isPlain ? 'reset' : 'restarted';
    world.expect('the older one has yielded', () => codes.at(-1) === code);

    const bytes = world.isPlain ? MUTE_AFTER_BYTES + PROOF_BYTES : MUTE_AFTER_BYTES;
    const goingMute = { blackHoleAfterBytes: { direction: 'out', bytes } } as const;
    world.plan(goingMute);
    world.reset(alice, bob);
    linkOnce(world, [alice, bob]);
    world.plan({});
    world.run(MUTE_MS);
    linkOnce(world, [alice, bob]);

    world.plan(goingMute);
    world.reset(alice, bob);
    linkOnce(world, [alice, bob]);
    world.plan({});
    bob.send(alice, 'm'.repeat(bytes));
    world.run(10);
    bob.restart();
    linkOnce(world, [alice, bob]);
    const last = reportsOf(alice.life, 'disconnected').at(-1)?.code;
    world.expect('his older life has yielded', () => {
      return last === (world.isPlain ? 'silent' : 'restarted');
    });
  },
  settle(world) {
    const [alice, bob] = world.nodes;
    talk(world, [alice!, bob!]);
  },
};
