import {
  servingLink,
  type LinkEntry,
  type NodeContext,
} from '../../machines/node/context/node-context.ts';
import { present } from '../../overlay/presence/roster.ts';
import { inspectorLimits } from '../answers/inspector-limits.ts';
import type {
  LeadShown,
  LinkShown,
  NeighbourShown,
  OverlayShown,
  PresentShown,
} from '../answers/overlay-shown.ts';
import type { Film } from '../film/film.ts';
import { inOrderOf, inOrderOfLinks } from './in-order-of.ts';
import { nodeContextOf } from './node-context-of.ts';

/** The network as this node knew it behind a turn. */
export function overlayOf(film: Film, turn: number): OverlayShown {
  const scene = film.scene(turn);
  const system = scene?.played?.system ?? null;
  const node = nodeContextOf(system);
  if (node !== null) return overlayIn(node, turn);
  // It knows nothing any more, but what it was called.
  const { config } = (system === null ? null : nodeContextOf(scene?.before)) ?? {};
  const self = config === undefined ? nobody : selfIn(config);
  return { turn, isKnown: system !== null, self, ...nothing };
}

export function overlayIn(node: NodeContext, turn: number): OverlayShown {
  const { config, links, overlay } = node;
  const neighbours = neighboursIn(node);
  const neighbourly = new Set(neighbours.map(({ link }) => link));
  const others = [...links.values()].filter(({ link }) => !neighbourly.has(link));
  const leads = leadsIn(node);
  const presents = presentIn(node);
  const { toldLeadsMax, toldPresentMax } = inspectorLimits;
  return {
    turn,
    isKnown: true,
    self: selfIn(config),
    neighbours,
    others: others.map((entry) => linkShown(entry, node)).sort(inOrderOfLinks),
    leads: leads.slice(0, toldLeadsMax),
    moreLeads: Math.max(0, leads.length - toldLeadsMax),
    present: presents.slice(0, toldPresentMax),
    morePresent: Math.max(0, presents.length - toldPresentMax),
    counts: { ...overlay.tree.counts },
  };
}

const nobody = { peer: '', name: '', role: '' };
const nothing = {
  neighbours: [],
  others: [],
  leads: [],
  moreLeads: 0,
  present: [],
  morePresent: 0,
  counts: {},
};

function selfIn({ id, name, role }: NodeContext['config']): OverlayShown['self'] {
  return { peer: id, name, role };
}

function neighboursIn(node: NodeContext): readonly NeighbourShown[] {
  const { view, tree } = node.overlay;
  const neighbours: NeighbourShown[] = [];
  for (const { id, isPinned: pinned } of view.active.values()) {
    const entry = servingLink(node, id);
    if (entry === null) continue;
    const eager = tree.neighbours.get(id)?.isEager === true;
    neighbours.push({ ...linkShown(entry, node), pinned, eager, rttMs: rttMsTo(node, id) });
  }
  return neighbours.sort(inOrderOfLinks);
}

function rttMsTo({ peers }: NodeContext, id: string): number | null {
  const { rttUs = null } = peers.get(id) ?? {};
  return rttUs === null ? null : Math.round(rttUs / 10) / 100;
}

function linkShown(entry: LinkEntry, node: NodeContext): LinkShown {
  const { link, address, inbound, state, purpose } = entry;
  const peer = entry.peer ?? entry.found ?? '';
  const name = entry.name || nameIn(node, peer);
  return { link, peer, name, address, inbound, state, purpose };
}

/** Those that were seen there first; of a seed node, whom it lists. */
function leadsIn(node: NodeContext): readonly LeadShown[] {
  const { view, roll } = node.overlay;
  const leads: LeadShown[] = [];
  const add = (peer: string, address: string, verified: boolean): void => {
    leads.push({ peer, name: nameIn(node, peer), address, verified });
  };
  for (const { id, address, verifiedAt } of view.passive.values())
    add(id, address, verifiedAt !== null);
  for (const [id, { address, isVerified }] of roll?.entries ?? []) add(id, address, isVerified);
  return leads.sort(inOrderOf(({ peer, verified }) => `${verified ? 0 : 1}${peer}`));
}

function presentIn(node: NodeContext): readonly PresentShown[] {
  return present(node.overlay.roster)
    .map(([peer, { neighbours }]) => ({
      peer,
      name: nameIn(node, peer),
      linked: neighbours.toSorted(inOrderOf((id) => id)),
    }))
    .sort(inOrderOf(({ peer }) => peer));
}

function nameIn({ peers }: NodeContext, id: string): string {
  return peers.get(id)?.name ?? '';
}
