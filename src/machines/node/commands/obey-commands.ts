import type { Command } from '../../../protocol/commands.ts';
import { limits } from '../../../protocol/limits.ts';
import type { PeerId } from '../../../protocol/peer-id.ts';
import type { Stamp } from '../../connection/connection-events.ts';
import { tell, type Asked } from '../../engine/asked.ts';
import { chain, type Judged } from '../context/judged.ts';
import {
  changeLink,
  servingLink,
  type NodeContext,
  type PeerEntry,
} from '../context/node-context.ts';
import { refuse } from '../context/refuse.ts';
import { dropContactsOf } from '../opening/node-contacts.ts';
import { hasRoomToDial, openDial } from '../opening/open-link.ts';
import { pinned } from '../overlay/neighbours.ts';
import { overlayCounts } from '../overlay/overlay-counts.ts';
import { sealDrafts } from '../overlay/own-casts.ts';
import { findAddress, findPeer } from '../peers/find-peer.ts';
import { isUnwelcome, standingOf } from '../peers/unwelcome.ts';
import { dropRedials } from './answer-waiting.ts';
import { declined, done } from './answer.ts';
import { broadcastsFrom, obeyBroadcasts } from './obey-broadcasts.ts';
import { obeyListing } from './obey-listing.ts';
import { announce, topology, view } from './obey-overlay.ts';
import { obeyScan } from './obey-scan.ts';
import { notLinked, obeySends, sendsFrom, type Parcels, type Send } from './obey-sends.ts';

type Order = Stamp & { readonly commands: readonly Command[] };

/** All commands of one tick. The texts among them reach each connection in one piece. */
export function obeyCommands(before: NodeContext, { commands, at, turn }: Order): Judged {
  const parcels: Parcels = new Map();
  const asked: Asked[] = [];
  let context = before;
  for (let next = 0; next < commands.length;) {
    const run = runFrom(commands, next);
    const [after, more] = obeyRun(context, run, { at, turn }, parcels);
    context = after;
    for (const one of more) asked.push(one);
    next += run.length;
  }
  for (const link of parcels.keys()) asked.push(...parcelFor(link, parcels));
  const [sealed, more] = sealDrafts(context, at);
  return [sealed, more.length === 0 ? asked : [...asked, ...more]];
}

/** The answers of a node that has not begun to listen, or is about to stop. */
export function declineCommands(context: NodeContext, { commands }: Order): Judged {
  return [
    context,
    commands.map((command) =>
      command.command === 'quit'
        ? done(command, {})
        : declined(command, 'not-running', 'the node is starting or stopping'),
    ),
  ];
}

type Broadcasts = ReturnType<typeof broadcastsFrom>;
type Other = Exclude<Command, Send | Broadcasts[number]>;
type Run = readonly Send[] | Broadcasts | readonly [Other];

/** What follows each other and can be done in one go. */
function runFrom(commands: readonly Command[], first: number): Run {
  const command = commands[first]!;
  if (command.command === 'send') return sendsFrom(commands, first);
  return command.command === 'broadcast' ? broadcastsFrom(commands, first) : [command];
}

function obeyRun(context: NodeContext, run: Run, stamp: Stamp, parcels: Parcels): Judged {
  const [first] = run as readonly [Command];
  switch (first.command) {
    case 'send':
      return obeySends(context, run as readonly Send[], parcels);
    case 'broadcast':
      return obeyBroadcasts(context, run as Broadcasts, stamp.at);
    default:
      return obey(context, first, stamp, parcels);
  }
}

function obey(context: NodeContext, command: Other, { at, turn }: Stamp, parcels: Parcels): Judged {
  switch (command.command) {
    case 'connect':
      return connect(context, command, at);
    case 'disconnect':
      return disconnect(context, command, parcels);
    case 'mark':
      return [context, mark(command, turn)];
    case 'peers':
      return [
        context,
        [
          done(command, [
            ...linesOf(context, [...context.peers.values()], at),
            ...listedLines(context, at),
          ]),
        ],
      ];
    case 'lp':
      return [context, [done(command, linesOf(context, linkedPeers(context), at))]];
    case 'ban':
    case 'unban':
    case 'ignore':
    case 'unignore':
      return obeyListing(context, command);
    case 'announce':
      return announce(context, command, at);
    case 'view':
      return view(context, command);
    case 'topology':
      return topology(context, command);
    case 'scan':
      return obeyScan(context, command, at);
    case 'status':
      return [context, [done(command, statusOf(context, { at, turn }))]];
    case 'quit':
      return [context, [done(command, {})]];
  }
}

function connect(
  context: NodeContext,
  command: Extract<Command, { command: 'connect' }>,
  at: number,
): Judged {
  const found = findAddress(context, command.peer);
  if ('code' in found) return [context, [declined(command, found.code, found.text)]];
  const { address, expected } = found;
  const there = [...context.peers.values()].filter((peer) =>
    expected === null ? peer.address === address : peer.id === expected,
  );
  const linked = there.find(({ id }) => servingLink(context, id) !== null);
  if (linked !== undefined) {
    return chain(pinned(context, linked.id, at), (next) => [
      next,
      [done(command, { peer: linked.id, already: true })],
    ]);
  }
  const leaving = there.find(({ link }) => link !== null);
  if (leaving !== undefined) return redialAfter(context, leaving.link!, command, expected);
  if (expected !== null && isUnwelcome(context, expected, at)) {
    return [context, [declined(command, 'banned', 'the peer is banned: unban it first')]];
  }
  if (!hasRoomToDial(context)) {
    return [context, [declined(command, 'too-many-connections', 'no room for another connection')]];
  }
  return openDial(context, address, { connects: [command.id], expected });
}

/** This connection is leaving: the command dials once it has closed. */
function redialAfter(
  context: NodeContext,
  link: string,
  command: Command,
  wanted: PeerId | null,
): Judged {
  const { redials, wantedAgain } = context.links.get(link)!;
  if (isFull(redials)) return [context, [tooMany(command)]];
  const change = { redials: [...redials, command.id], wantedAgain: wanted ?? wantedAgain };
  return [changeLink(context, link, change), []];
}

function disconnect(
  context: NodeContext,
  command: Extract<Command, { command: 'disconnect' }>,
  parcels: Parcels,
): Judged {
  const found = findPeer(context, command.peer);
  if ('code' in found) return [context, [declined(command, found.code, found.text)]];
  const entry = context.links.get(found.peer.link ?? '');
  if (entry === undefined)
    return [context, [declined(command, 'not-linked', notLinked(found.peer))]];
  const { link } = entry;
  if (isFull(entry.disconnects)) return [context, [tooMany(command)]];
  const disconnects = [...entry.disconnects, command.id];
  const [dropped, asked] = dropContactsOf(context, found.peer.id);
  const parting = changeLink(dropped, link, { disconnects });
  if (entry.state === 'leaving') {
    const [settled, answers] = dropRedials(parting, link, 'disconnected');
    return [settled, [...asked, ...answers]];
  }
  const [refused, leave] = refuse(parting, link, 'disconnected');
  return [refused, [...asked, ...parcelFor(link, parcels), ...leave]];
}

function isFull(waiting: readonly number[]): boolean {
  return waiting.length >= limits.waitingCommandsMax;
}

function tooMany(command: Command): Asked {
  return declined(command, 'outbox-full', 'too many commands wait for this connection to end');
}

/** What was to be sent before the connection leaves goes out before it does. */
function parcelFor(link: string, parcels: Parcels): Asked[] {
  const texts = parcels.get(link);
  if (texts === undefined) return [];
  parcels.delete(link);
  return [tell(`node/${link}`, { type: 'send', texts })];
}

function mark(command: Extract<Command, { command: 'mark' }>, turn: number): Asked[] {
  if (command.text.length > limits.markTextUnitsMax) {
    const text = `a note has at most ${limits.markTextUnitsMax} characters`;
    return [declined(command, 'text-too-long', text)];
  }
  return [{ type: 'mark', text: command.text }, done(command, { turn })];
}

function linkedPeers(context: NodeContext): readonly PeerEntry[] {
  return [...context.peers.values()].filter(({ id }) => servingLink(context, id) !== null);
}

function linesOf(context: NodeContext, peers: readonly PeerEntry[], now: number) {
  return peers.map(({ id, name, address, state: was, rttUs, seenAt, closeCode }) => {
    const state = isUnwelcome(context, id, now) ? 'banned' : was;
    const standing = standingOf(context, id, now);
    const ignored = context.ignored.has(id);
    return { peer: id, name, address, state, rttUs, seenAt, closeCode, standing, ignored };
  });
}

/** Whom the user has banned or ignored in an earlier run, and who has not been met in this one. */
function listedLines(context: NodeContext, now: number) {
  const { banned, ignored, peers } = context;
  const ids = new Set([...banned.keys(), ...ignored.keys()]);
  return [...ids]
    .filter((id) => !peers.has(id))
    .map((id) => ({
      peer: id,
      name: '',
      address: '',
      state: banned.has(id) ? 'banned' : 'known',
      rttUs: null,
      seenAt: null,
      closeCode: null,
      standing: standingOf(context, id, now),
      ignored: ignored.has(id),
    }));
}

function statusOf(context: NodeContext, { at, turn }: Stamp) {
  const { links, peers, contacts, listening } = context;
  return {
    turn,
    at,
    listening,
    links: links.size,
    linked: linkedPeers(context).length,
    peers: peers.size,
    contacts: contacts.size,
    overlay: overlayCounts(context),
  };
}
