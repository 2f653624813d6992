import { limits } from '../../protocol/limits.ts';
import type { Missing } from '../../protocol/messages.ts';
import { finding, gather, plantSeeds, PRESENCE_MS } from '../gather.ts';
import { reportsOf } from '../life.ts';
import { Puppet } from '../puppet.ts';
import type { Scenario } from '../scenario.ts';
import { isListedBy, knowEachOther, tellEachOther } from '../settle-overlay.ts';

const NODES = 4;
const LIES_MS = 10_000;
const EVERY_MS = 200;

/**
 * Mallory tells the seed node and two others, again and again, that everybody is dead. They look for themselves, so
 * often as their budgets allow, and nobody is taken off any list or called lost for a moment.
 */
export const everybodyDead: Scenario = {
  name: 'everybody-dead',
  shows:
    'somebody calls everybody dead; they are looked for, found, and nobody is missed for a moment',
  play(world) {
    world.plan({ segmentation: 'whole' });
    const [seed] = plantSeeds(world, 's1');
    const nodes = gather(world, NODES, () => finding('s1'));
    knowEachOther(world, nodes, 3 * PRESENCE_MS);
    const mallory = new Puppet(world, 'mallory', '10.9.9.9');
    const lines = [
      mallory.dial(seed!.address, 'enrol'),
      mallory.dial(nodes[0]!.address, 'stay'),
      mallory.dial(nodes[1]!.address, 'stay'),
    ];
    world.until('they listen to her', () => lines.every((line) => line.isConnected));
    const lies = nodes.map(({ id, address }): Missing => ({
      kind: 'missing',
      peer: { id, address },
    }));
    const dialsBefore = linksOf(world.lives);
    for (let ms = 0; ms < LIES_MS; ms += EVERY_MS) {
      for (const line of lines) if (line.isConnected) line.say(...lies);
      world.run(EVERY_MS);
      world.expect('all are on the list', () => nodes.every((node) => isListedBy(seed!, node)));
    }
    world.expect('nobody is lost to anybody', () =>
      world.lives.every((life) => reportsOf(life, 'peer').every(({ state }) => state === 'alive')),
    );
    const allowed = limits.probesPerSourceMax + LIES_MS / limits.probeHealMs;
    const dials = linksOf(world.lives) - dialsBefore;
    world.expect('she has cost a few dials', () => dials <= 2 * lines.length * (allowed + 1));
    mallory.leave();
  },
  settle(world) {
    tellEachOther(
      world,
      world.nodes.filter(({ name }) => name.startsWith('n')),
    );
  },
};

function linksOf(lives: readonly { readonly links: ReadonlyMap<string, unknown> }[]): number {
  return lives.reduce((sum, { links }) => sum + links.size, 0);
}
