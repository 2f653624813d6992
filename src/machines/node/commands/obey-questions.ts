import type { Command } from '../../../protocol/commands.ts';
import type { Stamp } from '../../connection/connection-events.ts';
import type { Judged } from '../context/judged.ts';
import { servingLink, type NodeContext, type PeerEntry } from '../context/node-context.ts';
import { overlayCounts } from '../overlay/overlay-counts.ts';
import { standingOf, isUnwelcome } from '../peers/unwelcome.ts';
import { done } from './answer.ts';

/** All who are known: met in this run, or banned or ignored in an earlier one. */
export function peers(context: NodeContext, command: Command, at: number): Judged {
  const met = linesOf(context, [...context.peers.values()], at);
  return [context, [done(command, [...met, ...listedLines(context, at)])]];
}

/** Those to whom there is a connection. */
export function lp(context: NodeContext, command: Command, at: number): Judged {
  return [context, [done(command, linesOf(context, linkedPeers(context), at))]];
}

export function status(context: NodeContext, command: Command, { at, turn }: Stamp): Judged {
  const { links, contacts, listening } = context;
  const result = {
    turn,
    at,
    listening,
    links: links.size,
    linked: linkedPeers(context).length,
    peers: context.peers.size,
    contacts: contacts.size,
    overlay: overlayCounts(context),
  };
  return [context, [done(command, result)]];
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
