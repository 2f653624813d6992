import type { Reason } from '../../protocol/close-codes.ts';
import { limits } from '../../protocol/limits.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import type { Table } from '../values/table.ts';
import type { LinkEntry, NodeContext } from './node-context.ts';
import { charge, costOf, pointsAt, type Standing } from './standing.ts';

/** Whom the user does not want, and who has behaved too badly of late. */
export function isUnwelcome(context: NodeContext, peer: PeerId, at: number): boolean {
  return context.banned.has(peer) || standingOf(context, peer, at) < limits.standingPointsMin;
}

export function standingOf({ standings }: NodeContext, peer: PeerId, at: number): number {
  return pointsAt(standings.get(peer), at);
}

/**
 * A connection has ended: if the peer's fault was the reason, it costs the peer. But on a plain link
 * anybody in between, whom a proof was made for, can commit faults in the name of the peer.
 */
export function chargeFault(
  context: NodeContext,
  { peer, secure }: LinkEntry,
  { code, by }: Reason,
  at: number,
): NodeContext {
  if (peer === null || !secure || by !== 'us' || costOf(code) === 0) return context;
  const standing = charge(context.standings.get(peer), code, at);
  return { ...context, standings: withRoom(context.standings, peer, at).set(peer, standing) };
}

/** Of a full table, whoever stands best is forgotten. */
function withRoom(standings: Table<Standing>, peer: PeerId, at: number): Table<Standing> {
  if (!standings.isFull || standings.has(peer)) return standings;
  let best: PeerId | null = null;
  let most = -1;
  for (const [id, standing] of standings) {
    const points = pointsAt(standing, at);
    if (points > most) [best, most] = [id, points];
  }
  return standings.delete(best!);
}
