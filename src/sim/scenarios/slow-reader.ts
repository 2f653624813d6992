import { reportsOf } from '../life.ts';
import { defaultLinkPlan } from '../link-plan.ts';
import type { Scenario } from '../scenario.ts';
import { linkOnce } from '../settle.ts';

/** More than a send buffer and a window hold, and what is left for the outbox. */
const FILLING = { texts: 28, bytes: 50_000 };
const WAITING = { texts: 20, bytes: 500 };
const LONG = 1_000_000;
const TEXTS = FILLING.texts + WAITING.texts;

/**
 * Alice has more to say than her peers can take. Bob stops reading for a while: her link is
 * congested, the rest waits in her outbox, and all of it arrives, even if she leaves first. Dave's line
 * is slow, and a long text takes long on it, which is not silence; erin's is slow and steady, and many
 * long texts get through. On carol's not one does for so long that alice gives her up as stalled.
 */
export const slowReader: Scenario = {
  name: 'slow-reader',
  shows: 'a link is congested, the outbox keeps the rest, and drains; another one stalls',
  play(world) {
    const alice = world.node('alice');
    const bob = world.node('bob');
    const carol = world.node('carol');
    const dave = world.node('dave');
    const erin = world.node('erin');
    const wires: Record<string, number> = {
      [carol.host]: 20_000,
      [dave.host]: 30_000,
      [erin.host]: 100_000,
    };
    world.plan((dialler, target) => ({
      ...defaultLinkPlan,
      bytesPerSecond: wires[dialler] ?? wires[target] ?? 10_000_000,
      segmentation: dialler === erin.host || target === carol.host ? 'whole' : 'random',
    }));
    for (const node of world.nodes) node.start();
    world.run(10);
    alice.connect(bob);
    alice.connect(carol);
    linkOnce(world, [alice, bob], [alice, carol]);
    const speak = ({ texts, bytes }: typeof FILLING) => {
      for (let count = 0; count < texts; count++) alice.send(bob, 'b'.repeat(bytes));
    };

    world.stall(bob);
    speak(FILLING);
    world.run(100);
    speak(WAITING);
    world.run(1_000);
    world.flow(bob);
    world.until('bob has it all', () => bob.textCount === TEXTS && alice.unanswered === 0);

    world.stall(bob);
    speak(FILLING);
    world.run(100);
    speak(WAITING);
    world.run(100);
    alice.disconnect(bob);
    world.run(500);
    world.flow(bob);
    world.until('they have parted', () => !alice.isLinkedTo(bob) && !bob.isLinkedTo(alice));
    world.expect('bob has it all again', () => bob.textCount === 2 * TEXTS);
    world.expect('nothing was lost', () => reportsOf(alice.life, 'undelivered').length === 0);

    dave.connect(alice);
    linkOnce(world, [alice, dave]);
    alice.send(dave, 'd'.repeat(300_000));
    world.until('dave has got a long text', () => dave.textCount === 1);

    erin.connect(alice);
    linkOnce(world, [alice, erin]);
    for (let count = 0; count < 4; count++) alice.send(erin, 'e'.repeat(LONG));
    world.until('erin has got them all', () => erin.textCount === 4 && alice.unanswered === 0);

    for (let count = 0; count < 2; count++) alice.send(carol, 'c'.repeat(LONG));
    world.until('carol is given up', () => !alice.isLinkedTo(carol));
  },
  settle(world) {
    const alice = world.nodes[0]!;
    const parted = reportsOf(alice.life, 'disconnected').map(({ code }) => code);
    world.expect('the other one has stalled', () => parted[1] === 'stalled');
  },
};
