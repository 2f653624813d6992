import {
  heedPresence,
  isHere,
  type Roster,
  type RosterNews,
} from '../../../overlay/presence/roster.ts';
import type { CastTaken } from '../../../protocol/effects.ts';
import type { Cast, Presence } from '../../../protocol/messages.ts';
import type { Asked } from '../../engine/asked.ts';
import { chain, type Judged } from '../context/judged.ts';
import { changeOverlay, type NodeContext } from '../context/node-context.ts';
import { meetByPresence, peerNews } from '../peers/known-peers.ts';
import { wallAt } from '../context/wall-at.ts';

/** What came for everybody, each once, and from whom it says. */
export function deliverCasts(before: NodeContext, casts: readonly Cast[], at: number): Judged {
  const taken: CastTaken[] = [];
  const presences: Presence[] = [];
  for (const cast of casts) {
    if (cast.kind === 'presence') presences.push(cast);
    else if (isHeard(before, cast)) taken.push(takenOf(cast));
  }
  const told: Asked[] =
    taken.length === 0 ? [] : [{ type: 'report', event: 'broadcast', casts: taken }];
  return chain(
    [before, told],
    ...presences.map((presence) => (context: NodeContext) => heed(context, presence, at)),
  );
}

function isHeard({ ignored, banned }: NodeContext, { envelope: { origin } }: Cast): boolean {
  return !ignored.has(origin) && !banned.has(origin);
}

function takenOf({ envelope, hops, topic, body }: Extract<Cast, { kind: 'broadcast' }>): CastTaken {
  const { origin: from, instance, sequence } = envelope;
  return { from, instance, sequence, hops, topic, body };
}

function heed(before: NodeContext, presence: Presence, at: number): Judged {
  if (presence.envelope.origin === before.config.id) return [before, []];
  const [roster, news] = heedPresence(before.overlay.roster, presence, at, wallAt(before, at));
  const heeded = changeOverlay(before, { roster });
  const isGone = roster.entries.get(presence.envelope.origin)?.state === 'gone';
  if (isGone) return [heeded, []];
  const met = meetByPresence(heeded, presence, at);
  return rosterNews(
    met,
    news.length > 0 ? news : corrected(before, roster, presence),
    'presence',
    at,
  );
}

/** What is no news to the roster can be some all the same, where it was believed that the peer is lost. */
function corrected({ peers }: NodeContext, roster: Roster, presence: Presence): RosterNews[] {
  const { origin: id } = presence.envelope;
  if (isHere(roster, id)) return [{ id, state: 'alive' }];
  const hasLeft = peers.has(id) && roster.entries.get(id)?.state === 'left';
  return hasLeft ? [{ id, state: 'left' }] : [];
}

export function rosterNews(
  before: NodeContext,
  news: readonly RosterNews[],
  cause: string,
  at: number,
): Judged {
  return chain(
    [before, []],
    ...news.map(
      ({ id, state }) =>
        (context: NodeContext) =>
          peerNews(context, id, state, cause, at),
    ),
  );
}
