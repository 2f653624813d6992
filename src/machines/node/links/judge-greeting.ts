import { formatAddress, parseAddress } from '../../../protocol/address.ts';
import { limits } from '../../../protocol/limits.ts';
import type { Hello } from '../../../protocol/messages.ts';
import { isNodeName } from '../../../protocol/node-name.ts';
import type { PeerId } from '../../../protocol/peer-id.ts';
import { SEED, UNSIGNED } from '../../connection/connection-decisions.ts';
import { tell, type Asked } from '../../engine/asked.ts';
import type { Judged } from '../context/judged.ts';
import {
  changeLink,
  servingLink,
  type LinkEntry,
  type NodeContext,
} from '../context/node-context.ts';
import { refuse } from '../context/refuse.ts';
import { hasRoomFor, withRoomFor } from '../opening/open-link.ts';
import { hasPlaceFor } from '../overlay/neighbours.ts';
import { isApproach } from '../overlay/purposes.ts';
import { compareInstances } from '../peers/compare-instances.ts';
import { meet } from '../peers/meet.ts';
import { isUnwelcome } from '../peers/unwelcome.ts';
import { lowerIdDialled, rivalsOf, sameDialler, succeedsInstanceOf } from './rivals.ts';

export interface Greeting {
  readonly link: string;
  readonly hello: Hello;
  /** The link itself has shown the peer's key. */
  readonly secure: boolean;
  readonly at: number;
}

/** Decides what becomes of a connection whose peer has just said who it is, and shown it. */
export function judgeGreeting(before: NodeContext, greeting: Greeting): Judged {
  const { link, hello, secure, at } = greeting;
  const { id: peer, instance } = hello;
  const name = isNodeName(hello.name) ? hello.name : '';
  const entry = before.links.get(link);
  if (entry?.state !== 'opening' && entry?.state !== 'leaving') return [before, []];
  const purpose = entry.inbound ? hello.purpose : entry.purpose;
  if (purpose === 'probe') return judgeProbe(before, entry, hello);
  const listens = claimedAddress(hello, entry);
  const context = changeLink(before, link, { peer, instance, name, secure, listens, purpose });
  // It has left already, and whoever waits for it can be told by another link of the same peer.
  if (entry.state === 'leaving') return [context, []];
  if (entry.expected !== null && entry.expected !== peer) {
    return refuse(context, link, 'wrong-peer');
  }
  if (peer === context.config.id) return refuse(context, link, selfOrDouble(context, hello));
  if (isUnwelcome(context, peer, at)) return refuse(context, link, 'banned');
  const refusal = refusalOf(context, context.links.get(link)!, hello);
  if (refusal !== null) return refuse(context, link, refusal);
  return judge(context, link, at);
}

/** Who looks has seen enough; who is looked at waits for the farewell. */
function judgeProbe(before: NodeContext, { link, inbound }: LinkEntry, hello: Hello): Judged {
  const { id, name } = hello;
  if (inbound) return [changeLink(before, link, { purpose: 'probe' }), []];
  const found = { found: id, name: isNodeName(name) ? name : '' };
  return refuse(changeLink(before, link, found), link, 'probed');
}

/**
 * Who came to be a neighbour needs a place, and who lists peers is known to do so. Where one signs what it tells
 * everybody and the other does not, each would take the other for a forger.
 */
function refusalOf(
  context: NodeContext,
  { inbound, purpose, peer }: LinkEntry,
  { capabilities }: Hello,
): 'no-place' | 'not-a-seed' | 'wrong-seals' | null {
  if (context.config.signs === capabilities.includes(UNSIGNED)) return 'wrong-seals';
  if (!inbound) return purpose === 'enrol' && !capabilities.includes(SEED) ? 'not-a-seed' : null;
  if (purpose === 'enrol') return context.config.role === 'seed' ? null : 'not-a-seed';
  if (!isApproach(purpose) || servingLink(context, peer!) !== null) return null;
  return hasPlaceFor(context, peer!, purpose) ? null : 'no-place';
}

/** The peer finds a link good that waits here for its rival: of the links it dialled, it is the one to say. */
export function judgeWelcome(context: NodeContext, link: string, at: number): Judged {
  const entry = context.links.get(link);
  if (entry?.state !== 'held' || !entry.inbound) return [context, []];
  const rivals = rivalsOf(context, link, entry.peer!);
  const isSameLife = rivals.every((rival) => !succeedsInstanceOf(entry, rival));
  const isPlain = !entry.secure && rivals.length > 0;
  if (isPlain || !isSameLife || !rivals.every(({ inbound }) => inbound)) return [context, []];
  const isFull = rivals.length >= limits.connectionsPerPeerMax;
  return isFull ? refuse(context, link, 'duplicate') : accept(context, link, at);
}

/** A rival has become a connection, so what waited for its end is not needed. */
export function dismissHeld(context: NodeContext, rival: LinkEntry): Judged {
  return refuseHeld(
    context,
    rival,
    'duplicate',
    (entry) => !succeedsInstanceOf(entry, rival) && !sameDialler(entry, rival),
  );
}

/** A rival has answered a ping that it got after these came: what calls itself its successor is a double. */
export function dismissDoubles(context: NodeContext, rival: LinkEntry): Judged {
  const isDouble = (entry: LinkEntry): boolean => succeedsInstanceOf(entry, rival);
  const [next, told] = refuseHeld(context, rival, 'duplicate-identity', isDouble);
  return [next, told.length === 0 ? told : [...told, warnOfDouble(rival.link)]];
}

function refuseHeld(
  before: NodeContext,
  { peer }: LinkEntry,
  code: string,
  isMeant: (entry: LinkEntry) => boolean,
): Judged {
  let context = before;
  const asked: Asked[] = [];
  for (const entry of before.links.values()) {
    if (entry.state !== 'held' || entry.peer !== peer || !isMeant(entry)) continue;
    const [refused, told] = refuse(context, entry.link, code);
    context = refused;
    asked.push(...told);
  }
  return [context, asked];
}

/** A rival is gone: all that waited for it is judged anew, the newest life first, then what the lower id dialled. */
export function judgeHeld(before: NodeContext, peer: PeerId, at: number): Judged {
  const { id } = before.config;
  const held = [...before.links.values()].filter(
    (entry) => entry.state === 'held' && entry.peer === peer,
  );
  held.sort(
    (a, b) =>
      compareInstances(b.instance!, a.instance!) ||
      Number(lowerIdDialled(id, b)) - Number(lowerIdDialled(id, a)),
  );
  let context = before;
  const asked: Asked[] = [];
  for (const { link } of held) {
    const [judged, told] = judge(context, link, at);
    context = judged;
    asked.push(...told);
  }
  return [context, asked];
}

function judge(context: NodeContext, link: string, at: number): Judged {
  const entry = context.links.get(link)!;
  const peer = entry.peer!;
  const known = context.peers.get(peer);
  const age = known === undefined ? 0 : compareInstances(entry.instance!, known.instance);
  if (age < 0) return refuseElder(context, link, peer);
  const rivals = rivalsOf(context, link, peer);
  const [rival] = rivals;
  if (age > 0 && (entry.secure || rival === undefined)) return succeed(context, link, at);
  if (linksOf(context, peer) > limits.linksPerPeerMax) return refuse(context, link, 'duplicate');
  if (age > 0) return hold(context, link, rivals);
  if (rivals.length >= limits.connectionsPerPeerMax) return refuse(context, link, 'duplicate');
  if (rival === undefined) return accept(context, link, at);
  if (sameDialler(entry, rival)) {
    return entry.inbound ? hold(context, link, rivals) : refuse(context, link, 'duplicate');
  }
  return lowerIdDialled(context.config.id, entry) && !isClaim(entry, rivals)
    ? accept(context, link, at)
    : hold(context, link, rivals);
}

function accept(before: NodeContext, link: string, at: number): Judged {
  const peer = before.links.get(link)!.peer!;
  const [roomy, parted] = withRoomFor(before, link);
  const context = hasRoomFor(roomy, link) ? meet(roomy, link, at) : null;
  if (context === null) return refuse(before, link, 'too-many-connections');
  const ignored = context.ignored.has(peer);
  return [
    changeLink(context, link, { state: 'accepted' }),
    [...parted, tell(`node/${link}`, { type: 'peer.accepted', ignored })],
  ];
}

/**
 * On a plain link a proof could have been made for somebody in between, who says what he likes from
 * then on. So the link gets nothing that would end a connection: it has to wait until that is dead.
 */
function isClaim({ secure }: LinkEntry, rivals: readonly LinkEntry[]): boolean {
  return !secure && rivals.some(({ state }) => state === 'established');
}

/** Not needed if a rival lives, which a ping will show. */
function hold(context: NodeContext, link: string, rivals: readonly LinkEntry[]): Judged {
  return [
    changeLink(context, link, { state: 'held' }),
    rivals.map((rival) => tell(`node/${rival.link}`, { type: 'probe' })),
  ];
}

/** The peer has restarted: whatever led to its older life yields. */
function succeed(context: NodeContext, link: string, at: number): Judged {
  const heir = context.links.get(link)!;
  let next = context;
  const asked: Asked[] = [];
  for (const entry of context.links.values()) {
    if (entry.peer !== heir.peer || entry.state === 'leaving') continue;
    if (!succeedsInstanceOf(heir, entry)) continue;
    const [refused, told] = refuse(next, entry.link, 'restarted');
    next = refused;
    asked.push(...told);
  }
  const [accepted, told] = accept(next, link, at);
  return [accepted, [...asked, ...told]];
}

/** A life that came before the present one and still dials is no life that has ended: two nodes hold one key. */
function refuseElder(context: NodeContext, link: string, peer: PeerId): Judged {
  const serving = servingLink(context, peer);
  if (serving === null) return refuse(context, link, 'stale-instance');
  const [refused, told] = refuse(context, link, 'duplicate-identity');
  return [refused, [...told, warnOfDouble(serving.link)]];
}

function warnOfDouble(link: string): Asked {
  return tell(`node/${link}`, { type: 'warn', code: 'duplicate-identity' });
}

function selfOrDouble({ config }: NodeContext, { instance }: Hello): string {
  return compareInstances(instance, config.instance) === 0 ? 'self' : 'duplicate-identity';
}

/** This one included, and those that wait, but not those on their way out. */
function linksOf({ links }: NodeContext, peer: PeerId): number {
  let count = 0;
  for (const entry of links.values()) {
    if (entry.peer === peer && entry.state !== 'leaving') count += 1;
  }
  return count;
}

/** Where a peer that dialled us says it listens. Only the port is believed: the host is where the link comes from. */
function claimedAddress({ addresses }: Hello, { address, inbound }: LinkEntry): string {
  if (!inbound) return address;
  const claimed = parseAddress(addresses[0] ?? '');
  const link = parseAddress(address);
  return claimed === null || link === null ? address : formatAddress(link.host, claimed.port);
}
