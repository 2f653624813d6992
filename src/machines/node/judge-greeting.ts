import { formatAddress, parseAddress } from '../../protocol/address.ts';
import { limits } from '../../protocol/limits.ts';
import type { Hello } from '../../protocol/messages.ts';
import { tell, type Asked } from '../engine/asked.ts';
import { changeLink, type LinkEntry, type NodeContext, type PeerEntry } from './node-context.ts';
import { compareInstances, lowerIdDialled, rivalsOf, sameDialler } from './rivals.ts';

export type Judged = readonly [NodeContext, readonly Asked[]];

/** Decides what becomes of a connection whose peer has just said who it is. */
export function judgeGreeting(before: NodeContext, link: string, hello: Hello, at: number): Judged {
  const { id: peer, instance, name } = hello;
  const context = changeLink(before, link, { peer, instance, name });
  const entry = context.links.get(link);
  if (entry === undefined || entry.state !== 'opening') return [context, []];
  if (peer === context.config.id) return refuse(context, link, 'self');
  const known = context.peers.get(peer);
  const age = known === undefined ? 1 : compareInstances(instance, known.instance);
  if (age < 0) return refuse(context, link, 'stale-instance');
  if (age === 0 && linksOf(context, peer) > limits.linksPerPeerMax) {
    return refuse(context, link, 'duplicate');
  }
  const met = meet(context, entry, hello, at);
  if (met === null) return refuse(context, link, 'too-many-connections');
  if (known !== undefined && age > 0) return succeed(met, link);
  return judge(met, link);
}

/** The peer finds a link good that waits here for its rival: of the links it dialled, it is the one to say. */
export function judgeWelcome(context: NodeContext, link: string): Judged {
  const entry = context.links.get(link);
  if (entry?.state !== 'held' || !entry.inbound) return [context, []];
  const rivals = rivalsOf(context, link, entry.peer!);
  if (!rivals.every(({ inbound }) => inbound)) return [context, []];
  const isFull = rivals.length >= limits.connectionsPerPeerMax;
  return isFull ? refuse(context, link, 'duplicate') : accept(context, link);
}

/** A rival lives, so what waited for its end is not needed. */
export function dismissHeld(context: NodeContext, rival: LinkEntry): Judged {
  let next = context;
  const asked: Asked[] = [];
  for (const entry of context.links.values()) {
    if (entry.state !== 'held' || entry.peer !== rival.peer || sameDialler(entry, rival)) continue;
    const [refused, told] = refuse(next, entry.link, 'duplicate');
    next = refused;
    asked.push(...told);
  }
  return [next, asked];
}

/** A rival is gone: all that waited for it is judged anew, what the lower id dialled first. */
export function judgeHeld(before: NodeContext, peer: string): Judged {
  const { id } = before.config;
  const held = [...before.links.values()].filter(
    (entry) => entry.state === 'held' && entry.peer === peer,
  );
  held.sort((a, b) => Number(lowerIdDialled(id, b)) - Number(lowerIdDialled(id, a)));
  let context = before;
  const asked: Asked[] = [];
  for (const { link } of held) {
    const [judged, told] = judge(context, link);
    context = judged;
    asked.push(...told);
  }
  return [context, asked];
}

function judge(context: NodeContext, link: string): Judged {
  const entry = context.links.get(link)!;
  const rivals = rivalsOf(context, link, entry.peer!);
  if (rivals.length >= limits.connectionsPerPeerMax) return refuse(context, link, 'duplicate');
  const rival = rivals[0];
  if (rival === undefined) return accept(context, link);
  if (sameDialler(entry, rival)) {
    return entry.inbound ? hold(context, link, rival) : refuse(context, link, 'duplicate');
  }
  return lowerIdDialled(context.config.id, entry)
    ? accept(context, link)
    : hold(context, link, rival);
}

function accept(context: NodeContext, link: string): Judged {
  return [
    changeLink(context, link, { state: 'accepted' }),
    [tell(`node/${link}`, { type: 'peer.accepted' })],
  ];
}

/** Not needed if its rival lives, which a ping will show. */
function hold(context: NodeContext, link: string, rival: LinkEntry): Judged {
  return [
    changeLink(context, link, { state: 'held' }),
    [tell(`node/${rival.link}`, { type: 'probe' })],
  ];
}

export function refuse(context: NodeContext, link: string, code: string): Judged {
  return [
    changeLink(context, link, { state: 'leaving' }),
    [tell(`node/${link}`, { type: 'leave', code })],
  ];
}

/** The peer has restarted: whatever led to its older life yields. */
function succeed(context: NodeContext, link: string): Judged {
  const { peer } = context.links.get(link)!;
  let next = context;
  const asked: Asked[] = [];
  for (const entry of context.links.values()) {
    if (entry.peer !== peer || entry.link === link || entry.state === 'leaving') continue;
    const [refused, told] = refuse(next, entry.link, 'restarted');
    next = refused;
    asked.push(...told);
  }
  const [accepted, told] = accept(next, link);
  return [accepted, [...asked, ...told]];
}

/** This one included, and those that wait, but not those on their way out. */
function linksOf({ links }: NodeContext, peer: string): number {
  let count = 0;
  for (const entry of links.values()) {
    if (entry.peer === peer && entry.state !== 'leaving') count += 1;
  }
  return count;
}

/** null: no room to remember one more peer. */
function meet(
  context: NodeContext,
  entry: LinkEntry,
  hello: Hello,
  at: number,
): NodeContext | null {
  const { id, name, instance } = hello;
  const known = context.peers.get(id);
  const address = entry.inbound ? claimedAddress(hello, entry) : entry.address;
  const peers = known === undefined ? withRoom(context) : context.peers;
  if (peers === null) return null;
  const fresh: PeerEntry = {
    id,
    name,
    address,
    instance,
    state: known?.state ?? 'known',
    link: known?.link ?? null,
    rttUs: known?.rttUs ?? null,
    seenAt: at,
    closeCode: known?.closeCode ?? null,
  };
  return { ...context, peers: peers.set(id, fresh) };
}

/** Where a peer that dialled us says it listens. Only the port is believed: the host is where the link comes from. */
function claimedAddress({ addresses }: Hello, { address }: LinkEntry): string {
  const claimed = parseAddress(addresses[0] ?? '');
  const link = parseAddress(address);
  return claimed === null || link === null ? address : formatAddress(link.host, claimed.port);
}

/** Of a full table, the peer that has not been seen for longest is forgotten; never one in use. */
function withRoom({ peers, links }: NodeContext): NodeContext['peers'] | null {
  if (!peers.isFull) return peers;
  const inUse = new Set([...links.values()].map((entry) => entry.peer));
  let oldest: PeerEntry | null = null;
  for (const peer of peers.values()) {
    if (inUse.has(peer.id)) continue;
    if (oldest === null || peer.seenAt < oldest.seenAt) oldest = peer;
  }
  return oldest === null ? null : peers.delete(oldest.id);
}
