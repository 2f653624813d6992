import { strike } from '../../../overlay/presence/roster.ts';
import { parseAddress } from '../../../protocol/address.ts';
import type { Lead, Presence } from '../../../protocol/messages.ts';
import { isNodeName } from '../../../protocol/node-name.ts';
import type { PeerId } from '../../../protocol/peer-id.ts';
import type { Judged } from '../context/judged.ts';
import {
  changeOverlay,
  changePeer,
  type NodeContext,
  type PeerEntry,
} from '../context/node-context.ts';
import { compareInstances } from './compare-instances.ts';
import { withRoom } from './meet.ts';
import { tellOfPeer } from './tell-of-peer.ts';

/** Peers that are known though there is no connection to them: by what they say to everybody, or from an earlier run. */
export function meetByPresence(context: NodeContext, presence: Presence, at: number): NodeContext {
  const { envelope, addresses } = presence;
  const { origin: id, instance } = envelope;
  const known = context.peers.get(id);
  const name = isNodeName(presence.name) ? presence.name : '';
  const said = addresses.find((each) => parseAddress(each) !== null) ?? '';
  if (known !== undefined) {
    // Where a connection leads is known better than by what is said, unless it was that of an earlier life.
    const isNewLife = known.link === null && compareInstances(instance, known.instance) > 0;
    const isMoved = isNewLife && said !== '' && said !== known.address;
    const { address, isPlaceSeen, isDialled } =
      known.address === '' || isMoved ? onlySaid(said) : known;
    return changePeer(context, id, { name, address, isPlaceSeen, isDialled, seenAt: at });
  }
  return remember(context, { id, name, ...onlySaid(said), instance, state: 'known', seenAt: at });
}

function onlySaid(address: string) {
  return { address, isPlaceSeen: false, isDialled: false };
}

/** Somebody who was met in an earlier run. */
export function meetAgain(
  context: NodeContext,
  { id, address }: Lead,
  seenAt: number,
): NodeContext {
  if (context.peers.has(id) || id === context.config.id) return context;
  const instance = { boot: 0, nonce: 0 };
  const place = { address, isPlaceSeen: true, isDialled: true };
  return remember(context, { id, name: '', ...place, instance, state: 'known', seenAt });
}

/**
 * Where it can be dialled unasked: a link of this node's own has led there, or neighbours have told who can know. What it
 * says to everybody of its own place, anybody far away could say of what is near; empty if nothing else is known.
 */
export function placeOf({ peers, overlay }: NodeContext, id: PeerId): string {
  const peer = peers.get(id);
  if (peer?.isPlaceSeen === true) return peer.address;
  return overlay.view.passive.get(id)?.address ?? '';
}

/** Whoever is connected is there, whatever is said. What is heard of all others comes after whatever ended their connection. */
export function peerNews(
  context: NodeContext,
  id: PeerId,
  state: PeerEntry['state'],
  cause: string,
  at: number,
): Judged {
  const peer = context.peers.get(id);
  if (peer === undefined || peer.state === state || peer.link !== null) return [context, []];
  const seen = state === 'alive' ? { seenAt: at } : {};
  return [
    changePeer(context, id, { state, closeCode: null, ...seen }),
    [tellOfPeer(context, id, state, cause)],
  ];
}

type Met = Omit<PeerEntry, 'link' | 'rttUs' | 'closeCode'>;

function remember(context: NodeContext, met: Met): NodeContext {
  const peers = context.peers.has(met.id) ? context.peers : withRoom(context);
  if (peers === null) return context;
  return {
    ...context,
    peers: peers.set(met.id, { link: null, rttUs: null, closeCode: null, ...met }),
  };
}

/** Nobody answered where somebody was in an earlier run, or was said to be. Whoever says so afterwards is there all the same. */
export function notFound(before: NodeContext, id: PeerId, at: number): Judged {
  if (before.peers.get(id)?.state !== 'known') return [before, []];
  const context = changeOverlay(before, { roster: strike(before.overlay.roster, id, at) });
  return peerNews(context, id, 'lost', 'dial', at);
}
