import type { Command } from '../../../protocol/commands.ts';
import { limits } from '../../../protocol/limits.ts';
import type { PeerId } from '../../../protocol/peer-id.ts';
import type { Asked } from '../../engine/asked.ts';
import { chain, type Judged } from '../context/judged.ts';
import { changeLink, servingLink, type NodeContext } from '../context/node-context.ts';
import { refuse } from '../context/refuse.ts';
import { dropContactsOf } from '../opening/node-contacts.ts';
import { hasRoomToDial, openDial } from '../opening/open-link.ts';
import { pinned } from '../overlay/neighbours.ts';
import { findAddress, findPeer } from '../peers/find-peer.ts';
import { isUnwelcome } from '../peers/unwelcome.ts';
import { dropRedials } from './answer-waiting.ts';
import { declined, done } from './answer.ts';
import { notLinked } from '../peers/addressee.ts';
import { postParcel, type Parcels } from './obey-sends.ts';

export function connect(
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
  if (!hasRoomToDial(context, address)) {
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

export function disconnect(
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
  return [refused, [...asked, ...postParcel(link, parcels), ...leave]];
}

function isFull(waiting: readonly number[]): boolean {
  return waiting.length >= limits.waitingCommandsMax;
}

function tooMany(command: Command): Asked {
  return declined(command, 'outbox-full', 'too many commands wait for this connection to end');
}
