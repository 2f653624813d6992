import { limits } from '../../protocol/limits.ts';
import { framesOf } from '../life.ts';
import type { Scenario } from '../scenario.ts';
import { fallSilent, tellEachOther, tellOthers } from '../settle-overlay.ts';
import { linkOnce, type NodePair } from '../settle.ts';
import type { VirtualNode } from '../virtual-node.ts';

const NODES = 6;
/** Each of them alone cuts what cycles there are. */
const APART_MS = 2 * limits.guideMs;

/**
 * Six nodes, each linked by hand to each. What one says first comes to all by every way; soon each way but
 * one is only told of it, and a broadcast costs as many copies as there are others to be told.
 */
export const meshBroadcast: Scenario = {
  name: 'mesh-broadcast',
  shows:
    'where all are linked to all, a tree is left on which each is told what is said to all, once',
  play(world) {
    const names = Array.from({ length: NODES }, (_, index) => `n${index}`);
    for (const [index, name] of names.entries())
      world.node(name, { contacts: names.slice(index + 1) });
    for (const node of world.nodes) node.start();
    linkOnce(world, ...pairsOf(world.nodes));
    for (const node of world.nodes) {
      tellOthers(world, node, world.nodes);
      world.run(APART_MS);
    }
    fallSilent(world);
  },
  settle(world) {
    const before = framesOf(world.lives, ['broadcast']);
    tellEachOther(world, world.nodes);
    const copies = framesOf(world.lives, ['broadcast']) - before;
    world.expect('each was sent each but once', () => copies === NODES * (NODES - 1));
    fallSilent(world);
  },
};

function pairsOf(nodes: readonly VirtualNode[]): NodePair[] {
  return nodes.flatMap((node, index) =>
    nodes.slice(index + 1).map((other): NodePair => [node, other]),
  );
}
