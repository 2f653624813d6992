import { gather, PRESENCE_MS } from '../gather.ts';
import type { Scenario } from '../scenario.ts';
import { becomeOne, tellEachOther } from '../settle-overlay.ts';
import type { Simulation } from '../simulation.ts';
import type { VirtualNode } from '../virtual-node.ts';

const NODES = 6;
const TOGETHER_MS = 30_000;

/**
 * Two networks, red and blue, with every mistake that can be made: contacts in the other one, seed nodes of the
 * other one, peers saved that are of the other one now, and the same local network. They stay apart.
 */
export const twoNetworks: Scenario = {
  name: 'two-networks',
  shows: 'two networks with contacts and seed nodes in each other stay apart',
  play(world) {
    world.plan({ segmentation: 'whole' });
    world.node('red', { role: 'seed', network: 'red' }).start();
    world.node('blue', { role: 'seed', network: 'blue' }).start();
    gather(world, NODES, (index) => ({
      network: index % 2 === 0 ? 'red' : 'blue',
      contacts: index === 0 ? [] : [`n${index - 1}`],
      seeds: ['red', 'blue'],
      discovery: ['seeds', 'exchange', 'saved', 'lan'],
      presenceIntervalMs: PRESENCE_MS,
    }));
    for (const side of sidesOf(world)) becomeOne(world, side, 10_000);
    world.run(TOGETHER_MS);
    world.expect('nobody knows of the other side', () => areApart(world));
  },
  settle(world) {
    for (const side of sidesOf(world)) {
      tellEachOther(world, side);
      world.expect('it hears nobody else', () =>
        side.every((node) => node.toldToAll.length === side.length - 1),
      );
    }
    world.expect('they are apart still', () => areApart(world));
  },
};

function sidesOf({ nodes }: Simulation): readonly (readonly VirtualNode[])[] {
  const peers = nodes.filter(({ name }) => name.startsWith('n'));
  const isRed = ({ name }: VirtualNode): boolean => Number(name.slice(1)) % 2 === 0;
  return [peers.filter(isRed), peers.filter((node) => !isRed(node))];
}

function areApart(world: Simulation): boolean {
  const [red, blue] = world.nodes as [VirtualNode, VirtualNode];
  const [reds, blues] = sidesOf(world) as [VirtualNode[], VirtualNode[]];
  return knowsNone([red, ...reds], [blue, ...blues]) && knowsNone([blue, ...blues], [red, ...reds]);
}

function knowsNone(nodes: readonly VirtualNode[], others: readonly VirtualNode[]): boolean {
  return nodes.every(({ context }) => {
    const { peers, overlay } = context!;
    const { view, roster, roll, tree } = overlay;
    return others.every(({ id }) =>
      [peers, view.active, view.passive, roster.entries, roll?.entries, tree.origins.windows].every(
        (table) => table?.has(id) !== true,
      ),
    );
  });
}
