import type { Fate, Seek } from '../../protocol/mail-words.ts';
import type { Message } from '../../protocol/messages.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { reportsOf } from '../life.ts';
import { Puppet } from '../puppet.ts';
import type { PuppetLine } from '../puppet-line.ts';
import type { Scenario } from '../scenario.ts';
import { LETTER_MS_MAX, reach } from '../settle-mail.ts';
import { isNeighbour } from '../settle-overlay.ts';
import { linkOnce } from '../settle.ts';

/**
 * Mallory is the only neighbour of alice, who writes to bob. She says that she has found him, and that he has it: signed by
 * herself, and in his name. Neither is believed, and whoever speaks in another's name has to go.
 */
export const forgedFates: Scenario = {
  name: 'forged-fates',
  shows: 'nobody but the one who is written to can say that it was delivered',
  play(world) {
    const alice = world.node('alice').start();
    const bob = world.node('bob', { contacts: ['alice'] });
    const mallory = new Puppet(world, 'mallory', '10.9.9.9');
    const line = mallory.dial(alice.address, 'stay');
    world.until('she is linked', () => isNeighbour(alice, mallory.id) && line.isConnected);
    alice.send(bob, 'is anybody there?');
    world.until('she is asked for him', () => seekIn(line) !== null);
    const seek = seekIn(line)!;
    const fate = (origin: PeerId, code: string): Fate => ({
      kind: 'fate',
      to: alice.id,
      instance: alice.life.instance,
      sequences: [seek.envelope.sequence, 1, 2],
      envelope: { ...seek.envelope, origin },
      code,
      next: '',
      path: [mallory.id],
    });
    line.say(...mallory.seal([fate(mallory.id, 'found'), fate(mallory.id, 'delivered')]));
    world.run(100);
    world.expect('that is no forgery', () => line.isConnected);
    line.say(...mallory.seal([fate(bob.id, 'found'), fate(bob.id, 'delivered')]));
    world.until('she has to go', () => line.farewell === 'forged');
    const lost = () => reportsOf(alice.life, 'undelivered').length === 1;
    world.until('alice knows that bob has nothing', lost, LETTER_MS_MAX);
    world.expect(
      'and was told nothing else',
      () => reportsOf(alice.life, 'delivered').length === 0,
    );
    mallory.leave();
  },
  heal(world) {
    world.heal();
    world.nodes[1]!.start();
  },
  settle(world) {
    const [alice, bob] = world.nodes;
    linkOnce(world, [alice!, bob!]);
    reach(world, alice!, bob!);
  },
};

function seekIn({ heard }: PuppetLine): Seek | null {
  const isSeek = (message: Message): message is Seek => message.kind === 'seek';
  return heard.find(isSeek) ?? null;
}
