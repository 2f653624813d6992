import type { Reason } from '../../../protocol/close-codes.ts';
import { limits } from '../../../protocol/limits.ts';
import type { PeerId } from '../../../protocol/peer-id.ts';
import type { Table } from '../../../values/table.ts';
import type { Judged } from '../context/judged.ts';
import type { NodeContext, Standing } from '../context/node-context.ts';
import { charge, costOf, pointsAt } from './standing.ts';
import { tellOfPeer } from './tell-of-peer.ts';

/** Whom the user does not want, and who has behaved too badly of late. */
export function isUnwelcome(context: NodeContext, peer: PeerId, at: number): boolean {
  return context.banned.has(peer) || standingOf(context, peer, at) < limits.standingPointsMin;
}

export function standingOf({ standings }: NodeContext, peer: PeerId, at: number): number {
  return pointsAt(standings.get(peer), at);
}

/**
 * A connection has ended: if the peer's fault was the reason, it costs whoever's key the link has shown.
 * On a plain link, which shows none, anybody in between can commit faults in the name of the peer.
 */
export function chargeFault(
  context: NodeContext,
  peer: PeerId | null,
  { code, by }: Reason,
  at: number,
): Judged {
  if (peer === null || by !== 'us' || costOf(code) === 0) return [context, []];
  const standing = charge(context.standings.get(peer), code, at);
  const standings = withRoom(context.standings, peer, at).set(peer, standing);
  const charged = { ...context, standings };
  const isOut = !isUnwelcome(context, peer, at) && isUnwelcome(charged, peer, at);
  return [charged, isOut ? [tellOfPeer(context, peer, 'banned', code)] : []];
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
