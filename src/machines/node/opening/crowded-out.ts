import { hostOf } from '../../../overlay/host-of.ts';
import type { LinkEntry, NodeContext } from '../context/node-context.ts';

/**
 * When all connections are taken, somebody on a host that has few of them takes the place of one on the host that has
 * most. A key costs nothing and an address does, so nobody on one host keeps all others out, or this node from those
 * that it dials. Whoever came last goes first; whom the user wants, and whom this node has dialled, stay. null: nobody
 * makes room for somebody at that address.
 */
export function crowdedOut(context: NodeContext, address: string): LinkEntry | null {
  const crowds = new Map<string, LinkEntry[]>();
  for (const entry of context.links.values()) {
    if (!isGuest(context, entry)) continue;
    const { name } = hostOf(entry.address);
    const crowd = crowds.get(name);
    if (crowd === undefined) crowds.set(name, [entry]);
    else crowd.push(entry);
  }
  const own = crowds.get(hostOf(address).name)?.length ?? 0;
  const [most = []] = [...crowds.values()].sort((a, b) => b.length - a.length);
  return most.length < own + 2 ? null : most.reduce((last, entry) => laterOf(last, entry));
}

function isGuest(
  { contacts }: NodeContext,
  { inbound, state, peer, connects }: LinkEntry,
): boolean {
  const isThere = state === 'established' || state === 'accepted';
  if (!inbound || !isThere || connects.length > 0) return false;
  return ![...contacts.values()].some((contact) => contact.peer === peer);
}

/** Links that were accepted are counted in their names. */
function laterOf(a: LinkEntry, b: LinkEntry): LinkEntry {
  return Number(b.link.slice(1)) > Number(a.link.slice(1)) ? b : a;
}
