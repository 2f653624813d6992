import { present } from '../../../overlay/presence/roster.ts';
import type { NodeContext } from '../context/node-context.ts';

/** What `status` tells of the overlay: how many there are, and what came of what is passed on to everybody. */
export function overlayCounts({ overlay }: NodeContext) {
  const { view, roster, roll, tree } = overlay;
  return {
    neighbours: view.active.size,
    leads: view.passive.size,
    alive: present(roster).length,
    listed: roll?.entries.size ?? null,
    kept: tree.kept.count,
    origins: tree.origins.windows.size,
    ...tree.counts,
  };
}
