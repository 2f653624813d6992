import { reportsOf } from '../life.ts';
import type { Scenario } from '../scenario.ts';
import { believesAlive, fallSilent, stateOf } from '../settle-overlay.ts';
import { linkOnce } from '../settle.ts';
import type { VirtualNode } from '../virtual-node.ts';

/**
 * Four nodes in a line that say nothing by themselves. The one at the end announces itself, and all know that it is
 * there; then its user has it quit, which only its neighbour learns, and nobody else counts on it either.
 */
export const announced: Scenario = {
  name: 'announced',
  shows: 'a node announces itself when its user says so, and all know that it is there',
  play(world) {
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => world.node(name).start());
    world.run(10);
    a!.connect(b!);
    b!.connect(c!);
    c!.connect(d!);
    linkOnce(world, [a!, b!], [b!, c!], [c!, d!]);
    world.expect('a knows nothing of d', () => stateOf(a!, d!) === 'unknown');
    d!.command({ command: 'announce' });
    world.until('all know of d', () => [a!, b!, c!].every((node) => believesAlive(node, d!)));
    world.expect('a is told where d is', () => {
      const [news] = reportsOf(a!.life, 'peer');
      return news?.peer === d!.id && news.state === 'alive' && peerOf(a!, d!)?.name === 'd';
    });
    fallSilent(world);
    world.expect('nobody else is known of', () => stateOf(a!, c!) === 'unknown');
    d!.command({ command: 'announce' });
    fallSilent(world);
    world.expect('that is no news', () => reportsOf(a!.life, 'peer').length === 1);
  },
};

function peerOf({ context }: VirtualNode, { id }: VirtualNode) {
  return context?.peers.get(id);
}
