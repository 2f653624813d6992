import { limits } from '../../src/protocol/limits.ts';
import type { PeerId } from '../../src/protocol/peer-id.ts';
import type { View } from '../../src/overlay/view/view.ts';
import type { PureViews } from './pure-views.ts';

/** The connected parts of the graph that the active views are. */
export function partsOf(world: PureViews): readonly (readonly PeerId[])[] {
  const left = new Set(world.live);
  const parts: PeerId[][] = [];
  for (const id of world.live) {
    if (!left.delete(id)) continue;
    const part = [id];
    for (const each of part) {
      for (const next of world.view(each).active.keys()) if (left.delete(next)) part.push(next);
    }
    parts.push(part);
  }
  return parts;
}

/** What breaks the laws that hold at any time; and with `quiet`, those of a time when nothing is under way. */
export function breaches(world: PureViews, quiet = false): readonly string[] {
  return world.views().flatMap((view) => breachesOf(world, view, quiet));
}

function breachesOf(world: PureViews, view: View, quiet: boolean): readonly string[] {
  const { own, active, passive, approaches, probes } = view;
  const unpinned = [...active.values()].filter(({ isPinned }) => !isPinned);
  const said = [
    unpinned.length > limits.activeViewMax && 'too many neighbours',
    unpinned.filter(({ isInbound }) => isInbound).length > limits.inboundNeighboursMax &&
      'too many that came by themselves',
    passive.size > limits.passiveViewMax && 'too many leads',
    (active.has(own.id) || passive.has(own.id)) && 'itself',
    [...active.keys()].some((id) => passive.has(id)) && 'one in both views',
    approaches.size > limits.approachesMax && 'too many approaches',
    probes.size > limits.probesAtOnceMax && 'too many probes',
    quiet &&
      [...active.keys()].some(
        (id) => !world.live.includes(id) || !world.view(id).active.has(own.id),
      ) &&
      'a neighbour that knows nothing of it',
  ];
  return said.filter((each) => each !== false).map((each) => `${own.id.slice(0, 4)}: ${each}`);
}
