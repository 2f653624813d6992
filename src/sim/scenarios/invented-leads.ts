import { limits } from '../../protocol/limits.ts';
import type { Lead } from '../../protocol/messages.ts';
import { finding, gather, plantSeeds, PRESENCE_MS } from '../gather.ts';
import type { Dice } from '../dice.ts';
import { defaultLinkPlan } from '../link-plan.ts';
import { Puppet } from '../puppet.ts';
import type { Scenario } from '../scenario.ts';
import { becomeOne, knowEachOther, neighboursOf, tellEachOther } from '../settle-overlay.ts';

const NODES = 9;
const VICTIM = '10.8.8.8';
const LIES_MS = 60_000;
const EVERY_MS = 500;

/**
 * Mallory is linked to one node, and tells it of a great many that are not there, and that others listen where a third
 * one is, port after port. It looks for few of them, and for no more at one host than that bears. Then all its neighbours
 * die, and it finds others: it has kept some leads that it knows to be true.
 */
export const inventedLeads: Scenario = {
  name: 'invented-leads',
  shows:
    'a neighbour invents leads without end: the node keeps true ones, and is made no port scanner',
  play(world) {
    world.plan({ segmentation: 'whole' });
    plantSeeds(world, 's1');
    const nodes = gather(world, NODES, () => finding('s1'));
    knowEachOther(world, nodes, 3 * PRESENCE_MS);
    world.run(limits.shuffleIntervalMs);
    const dials = new Map<string, number>();
    world.plan((_, target) => {
      dials.set(target, (dials.get(target) ?? 0) + 1);
      return { ...defaultLinkPlan, segmentation: 'whole' };
    });
    const [victim] = nodes;
    const mallory = new Puppet(world, 'mallory', '10.9.9.9');
    const line = mallory.dial(victim!.address, 'stay');
    world.until('she is listened to', () => line.isConnected);
    const dice = world.dice('inventions');
    const invented = (count: number): Lead[] =>
      Array.from({ length: count }, () => ({
        id: idFrom(dice),
        address: `10.7.${dice.below(256)}.${dice.between(1, 254)}:9000`,
      }));
    let port = 1;
    for (let ms = 0; ms < LIES_MS; ms += EVERY_MS) {
      const aimed = { id: idFrom(dice), address: `${VICTIM}:${(port += 1)}` };
      const misplaced = { id: dice.pick(nodes).id, address: `${VICTIM}:${(port += 1)}` };
      const leads = [aimed, misplaced, ...invented(6)];
      line.say(
        { kind: 'shuffle', path: [mallory.id], ttl: 1, leads },
        { kind: 'newcomer', peer: invented(1)[0]!, ttl: 0 },
      );
      world.run(EVERY_MS);
    }
    const most = limits.probesPerHostMax + LIES_MS / limits.probeHealMs + 1;
    world.expect('nobody was made to scan', () => (dials.get(VICTIM) ?? 0) <= most);
    const all = limits.probesPerSourceMax + LIES_MS / limits.probeHealMs + 1;
    const inVain = [...dials].filter(([host]) => host.startsWith('10.7.'));
    world.expect('few were looked for', () => sumOf(inVain.map(([, count]) => count)) <= all);
    const ids = new Set(neighboursOf(victim!));
    const others = nodes.filter((node) => node !== victim);
    for (const node of others) if (ids.has(node.id)) node.crash('silence');
    world.nodes.find(({ name }) => name === 's1')!.crash('silence');
    becomeOne(
      world,
      nodes.filter(({ isUp }) => isUp),
      60_000,
    );
    mallory.leave();
  },
  settle(world) {
    tellEachOther(
      world,
      world.nodes.filter(({ isUp }) => isUp),
    );
  },
};

function idFrom(dice: Dice): string {
  return Array.from({ length: 52 }, (_, index) =>
    index === 51 ? dice.pick(['a', 'q']) : LETTERS.charAt(dice.below(LETTERS.length)),
  ).join('');
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
