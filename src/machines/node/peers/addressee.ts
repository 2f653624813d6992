import type { PeerId } from '../../../protocol/peer-id.ts';
import {
  servingLink,
  type LinkEntry,
  type NodeContext,
  type PeerEntry,
} from '../context/node-context.ts';
import { addressOf, findPeer, isWholeId } from './find-peer.ts';

/** Whom words mean that something is to be written to, and the link to them; null: others have to pass it on. */
export type Addressee =
  | { readonly to: PeerId; readonly link: string | null }
  | { readonly code: string; readonly text: string };

export function addresseeOf(context: NodeContext, words: string): Addressee {
  if (words === context.config.id) return ITSELF;
  const found = findPeer(context, words);
  if ('code' in found) {
    if (found.code === 'unknown-peer' && isItself(context, words)) return ITSELF;
    // Of whom nothing is known but the id, others may know more.
    return isWholeId(words) && hasCarriers(context, words) ? { to: words, link: null } : found;
  }
  const { id } = found.peer;
  const serving = servingLink(context, id) ?? heirOf(context, found.peer);
  if (serving !== null) return { to: id, link: serving.link };
  if (hasCarriers(context, id)) return { to: id, link: null };
  return { code: 'not-linked', text: notLinked(found.peer) };
}

/** Nobody else is called so. */
function isItself({ config, listening }: NodeContext, words: string): boolean {
  if (words.startsWith('@')) return words.length > 1 && config.id.startsWith(words.slice(1));
  const address = addressOf(words, config.basePort);
  return address === null ? words === config.name : listening.includes(address);
}

const ITSELF = { code: 'self', text: 'that is this node itself' } as const;

export function notLinked({ id, link }: PeerEntry): string {
  const peer = `@${id.slice(0, 8)}`;
  return link === null
    ? `there is no connection to ${peer}: connect first`
    : `the connection to ${peer} is leaving: connect again`;
}

/** Mail needs somebody who passes it on. */
function hasCarriers(context: NodeContext, to: PeerId): boolean {
  const { neighbours } = context.overlay.tree;
  for (const id of neighbours.keys()) {
    if (id !== to && servingLink(context, id) !== null) return true;
  }
  return false;
}

/** Of two links one leaves for the other, and its farewell may overtake the other's last word of the greeting. */
function heirOf({ links }: NodeContext, { id, link }: PeerEntry): LinkEntry | null {
  if (link === null) return null;
  const isHeir = ({ peer, state }: LinkEntry): boolean => peer === id && state === 'accepted';
  return [...links.values()].find(isHeir) ?? null;
}
