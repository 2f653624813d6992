import { Body } from '../../protocol/body.ts';
import { limits } from '../../protocol/limits.ts';
import type { Scenario } from '../scenario.ts';
import { miss, outcomeOf, reach } from '../settle-mail.ts';
import { linkOnce } from '../settle.ts';

/**
 * Alice writes to carol, whom bob links her to; to eve, who was never there; to carol again, who has stopped; to herself; and to
 * a name that two have. Each time she is told what became of it, and as soon as carol is back she is heard.
 */
export const nobodyThere: Scenario = {
  name: 'nobody-there',
  shows:
    'who is not there, has gone, has no name of their own or is oneself is not written to, and one is told',
  play(world) {
    const alice = world.node('alice', { contacts: ['bob'] });
    const bob = world.node('bob', { contacts: ['carol', 'other'] });
    const carol = world.node('carol');
    const other = world.node('other', { called: 'carol' });
    const eve = world.node('eve');
    for (const node of [alice, bob, carol, other]) node.start();
    linkOnce(world, [alice, bob], [bob, carol], [bob, other]);
    reach(world, alice, carol);
    world.expect('there is no way to eve', () => miss(world, alice, eve).code === 'no-route');
    carol.quit();
    world.until('carol has stopped', () => !carol.isUp);
    world.expect('nor to carol', () => miss(world, alice, carol).code === 'no-route');
    alice.send(alice, 'to herself');
    world.until('it was declined', () => declined(outcomeOf(alice, 'send')) === 'self');
    carol.restart();
    linkOnce(world, [bob, carol]);
    bob.command({ command: 'ask', peer: 'carol', topic: '', body: new Body(new Uint8Array(1)) });
    world.until('nobody knows which', () => declined(outcomeOf(bob, 'ask')) === 'ambiguous-peer');
  },
  settle(world) {
    // Until then it is known that nobody has found her.
    world.run(limits.unfoundMs);
    const [alice, , carol] = world.nodes;
    reach(world, alice!, carol!);
  },
  heal(world) {
    const eve = world.nodes.at(-1)!;
    if (!eve.isUp) eve.start();
    world.heal();
  },
};

function declined(outcome: ReturnType<typeof outcomeOf>): string | null {
  return outcome === null || outcome.ok ? null : outcome.code;
}
