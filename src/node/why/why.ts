import { addressOf, findPeer } from '../../machines/node/peers/find-peer.ts';
import {
  servingLink,
  type NodeContext,
  type PeerEntry,
} from '../../machines/node/context/node-context.ts';
import type { Decider } from '../../protocol/close-codes.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import type { Chronicle } from './chronicle.ts';
import type { Story, StoryEnd, StoryEvent } from './story.ts';

/** Why a peer is not connected, or how it came to be. */
export interface Why {
  /** null: nobody at this address ever said who it is. */
  readonly peer: PeerId | null;
  readonly address: string;
  readonly connected: boolean;
  /** Of the last close or refusal; null if there was none. */
  readonly code: string | null;
  readonly by: Decider | null;
  readonly turn: number | null;
  /** Oldest first: what led to that close, and if it is connected, what led to this connection. */
  readonly events: readonly StoryEvent[];
  /** How many events were too many to be kept. */
  readonly leftOut: number;
  /** What became of the last dial to its address since, if that was in vain. */
  readonly later: StoryEnd | null;
}

export type Unanswered = { readonly code: string; readonly text: string };

/** Peers are named as everywhere, and addresses of those who never said who they are are names too. */
export function whyOf(words: string, context: NodeContext, chronicle: Chronicle): Why | Unanswered {
  const found = findPeer(context, words);
  if ('peer' in found) return whyPeer(found.peer, context, chronicle);
  if (found.code === 'ambiguous-peer') return found;
  const address = addressOf(words, context.config.basePort);
  if (address !== null) return whyAddress(address, context, chronicle) ?? found;
  const [peer, ...others] = chronicle.peersLike(words.replace(/^@/, ''));
  if (peer === undefined || words === '@' || others.length > 0) return found;
  const stories = chronicle.ofPeer(peer);
  return whyStories(peer, stories.at(-1)!.address, stories.slice(-1));
}

function whyPeer(entry: PeerEntry, context: NodeContext, chronicle: Chronicle): Why {
  const { id, address } = entry;
  const last = chronicle.ofPeer(id).at(-1);
  const current = chronicle.openStory(entry.link ?? '');
  const connected = servingLink(context, id) !== null;
  const stories = [last, current].filter((story) => story !== undefined && story !== null);
  const later = chronicle.ofAddress(address).at(-1)?.end ?? null;
  const isLater = !connected && later !== null && later.turn > (last?.end?.turn ?? 0);
  return { ...whyStories(id, address, stories), connected, later: isLater ? later : null };
}

/** null: nothing is known of this address. */
function whyAddress(address: string, { links }: NodeContext, chronicle: Chronicle): Why | null {
  const open = [...links.values()].filter((entry) => entry.address === address);
  const last = chronicle.ofAddress(address).at(-1);
  const current = open.map(({ link }) => chronicle.openStory(link));
  const stories = [last, ...current].filter((story) => story !== undefined && story !== null);
  return stories.length === 0 ? null : whyStories(null, address, stories);
}

function whyStories(peer: PeerId | null, address: string, stories: readonly Story[]): Why {
  const { code, by, turn } = stories.find(({ end }) => end !== null)?.end ?? neverClosed;
  return {
    peer,
    address,
    connected: false,
    code,
    by,
    turn,
    // A link may have been turned away while the one that serves was there already.
    events: stories.flatMap(({ events }) => events).toSorted((a, b) => a.turn - b.turn),
    leftOut: stories.reduce((sum, { leftOut }) => sum + leftOut, 0),
    later: null,
  };
}

const neverClosed = { code: null, by: null, turn: null };
