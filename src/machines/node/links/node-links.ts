import { isHere } from '../../../overlay/presence/roster.ts';
import type { Reason } from '../../../protocol/close-codes.ts';
import type { How } from '../../../protocol/effects.ts';
import type { PeerId } from '../../../protocol/peer-id.ts';
import type { Asked } from '../../engine/asked.ts';
import { answerWaiting, connectAnswer, dialAnew } from '../commands/answer-waiting.ts';
import { chain, type Judged } from '../context/judged.ts';
import {
  changeLink,
  changePeer,
  type LinkEntry,
  type NodeContext,
  type PeerEntry,
} from '../context/node-context.ts';
import { refuse } from '../context/refuse.ts';
import { chargeFailure } from '../opening/host-budgets.ts';
import { contactLinked, contactsLost } from '../opening/node-contacts.ts';
import { isGoneFor } from '../overlay/departures.ts';
import { dialEnded } from '../overlay/dial-ended.ts';
import { enrolWith, seedFailed } from '../overlay/enrolment.ts';
import { peerGone } from '../overlay/missing-peers.ts';
import { neighbourDeparted, neighbourEntered } from '../overlay/neighbours.ts';
import { isApproach } from '../overlay/purposes.ts';
import { chargeFault } from '../peers/unwelcome.ts';
import { dismissDoubles, dismissHeld, judgeHeld } from './judge-greeting.ts';
import { lowerIdDialled, rivalsOf, sameDialler } from './rivals.ts';

/** Both sides have welcomed each other. Of two that serve the same peer, one remains. */
export function establish(before: NodeContext, link: string, at: number): Judged {
  const entry = before.links.get(link);
  if (entry?.state !== 'accepted') return [before, []];
  const rival = rivalsOf(before, link, entry.peer!).find(({ state }) => state === 'established');
  const context = changeLink(before, link, { state: 'established' });
  const wins =
    rival === undefined || sameDialler(entry, rival) || lowerIdDialled(context.config.id, entry);
  if (!wins) return refuse(context, link, 'duplicate');
  return chain(
    serve(context, entry),
    (next) => neighbourEntered(next, entry, at),
    (next) => enrolWith(next, entry),
    (next) =>
      rival === undefined ? dismissHeld(next, entry) : refuse(next, rival.link, 'duplicate'),
  );
}

/** A pong came: the peer is there, and so far away. */
export function measured(before: NodeContext, link: string, rttUs: number, at: number): Judged {
  const entry = before.links.get(link);
  if (entry?.state !== 'established') return [before, []];
  const serves = before.peers.get(entry.peer!)?.link === link;
  const context = changePeer(before, entry.peer!, serves ? { rttUs, seenAt: at } : { seenAt: at });
  return chain(
    [context, []],
    (next) => dismissHeld(next, entry),
    (next) => dismissDoubles(next, entry),
  );
}

export function closeLink(before: NodeContext, { link, reason, proven, at }: Ending): Judged {
  const entry = before.links.get(link);
  if (entry === undefined) return [before, []];
  const gone = { ...before, links: before.links.delete(link) };
  const [context, answered] = answerWaiting(gone, entry, reason, at);
  const tried = chargeFailure(context, entry, reason, at);
  const [charged, told] = chargeFault(tried, proven, reason, at);
  const asked: Asked[] = [...report(before, entry, reason), ...told, ...answered];
  if (entry.peer === null) {
    return chain(
      [charged, asked],
      (next) => dialEnded(next, entry, reason, at),
      (next) => contactsLost(next, entry, reason),
      (next) => seedFailed(next, entry, at),
    );
  }
  const serving = charged.peers.get(entry.peer)?.link === link;
  const parted = serving ? part(charged, entry, reason, at) : charged;
  return chain(
    [parted, asked],
    (next) => judgeHeld(next, entry.peer!, at),
    (next) => contactsLost(next, entry, reason),
    (next) => dialAnew(next, entry, at),
    (next) => overlayLost(next, entry, reason, at),
  );
}

/** For the overlay a peer is gone with the last of its connections. */
function overlayLost(context: NodeContext, entry: LinkEntry, reason: Reason, at: number): Judged {
  if (!entry.reported) {
    return chain(dialEnded(context, entry, reason, at), (next) => seedFailed(next, entry, at));
  }
  const isServed = context.peers.get(entry.peer!)?.link != null;
  if (isServed) return [context, []];
  return chain(neighbourDeparted(context, entry, reason, at), (next) =>
    peerGone(next, entry.peer!, reason, at),
  );
}

interface Ending {
  readonly link: string;
  readonly reason: Reason;
  readonly proven: PeerId | null;
  readonly at: number;
}

function serve(before: NodeContext, entry: LinkEntry): Judged {
  const { link, address, inbound, name, instance, connects } = entry;
  const peer = entry.peer!;
  const context = changePeer(changeLink(before, link, { reported: true, connects: [] }), peer, {
    state: 'alive',
    link,
    closeCode: null,
  });
  const asked: Asked[] = [
    { type: 'report', event: 'connected', peer, name, address, link, inbound, instance: instance! },
    ...connects.map((id) => connectAnswer(id, peer, false)),
  ];
  return chain([context, asked], (next) => contactLinked(next, entry));
}

/** The peer has lost the connection that served it; another one takes its place if there is one. */
function part(context: NodeContext, entry: LinkEntry, reason: Reason, at: number): NodeContext {
  const peer = entry.peer!;
  const heir = rivalsOf(context, entry.link, peer).find(({ state }) => state === 'established');
  if (heir !== undefined) return changePeer(context, peer, { link: heir.link });
  const state = stateAfter(context, peer, reason);
  return changePeer(context, peer, {
    state,
    link: null,
    rttUs: null,
    seenAt: at,
    closeCode: reason.code,
  });
}

/** Whoever is no neighbour any more, or serves others, may be there still, and say so to everybody. */
function stateAfter({ overlay }: NodeContext, peer: PeerId, reason: Reason): PeerEntry['state'] {
  const how = howOf(reason);
  if (how === 'lost') return 'lost';
  if (isGoneFor(reason)) return 'left';
  if (isHere(overlay.roster, peer)) return 'alive';
  return how === 'left' && !STAYS.has(reason.code) ? 'left' : 'known';
}

const STAYS: ReadonlySet<string> = new Set(['no-place', 'enrolled']);

function report(context: NodeContext, entry: LinkEntry, reason: Reason): readonly Asked[] {
  const { code, by, text = '' } = reason;
  const { address, peer, link, inbound, reported } = entry;
  if (reported) {
    const how = howOf({ code, by });
    const ended = { address, link, how, code, by, text };
    return [{ type: 'report', event: 'disconnected', peer: peer!, ...ended }];
  }
  if (isQuiet(context, entry, reason)) return [];
  return [{ type: 'report', event: 'refused', address, peer, link, inbound, code, by, text }];
}

/** What the node tries by itself, again and again, is nobody's business unless something comes of it. */
function isQuiet(
  { contacts }: NodeContext,
  { purpose, contact, inbound }: LinkEntry,
  { code, by }: Reason,
): boolean {
  const isParting = inbound && code === 'quit' && by === 'us';
  const isAgain = purpose === 'enrol' && contacts.get(contact ?? '')?.isFailing === true;
  return isParting || isAgain || purpose === 'probe' || isApproach(purpose);
}

/** Silence is our verdict, but it is the peer that was lost. */
function howOf({ code, by }: Reason): How {
  if (by === 'peer') return 'left';
  return by === 'link' || code === 'silent' ? 'lost' : 'closed';
}
