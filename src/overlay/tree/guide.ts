import { limits } from '../../protocol/limits.ts';
import type { Envelope } from '../../protocol/envelope.ts';
import type { Cast } from '../../protocol/messages.ts';
import type { PeerId } from '../../protocol/peer-id.ts';

/**
 * Where copies of a cast meet, a cycle closes, and there it is cut. Where those of one cast meet, each cycle is cut once,
 * and what is left is a tree. But casts that are on their way together meet in several places of one cycle, as they come
 * from several sides or are late by other times; and if it were cut in all of these it would fall apart, to be mended with
 * new cycles, and so on as long as all talk. What is a tree for one cast is one for all: so cycles are cut for one cast
 * at a time. It is the first one that its origin has said in a stretch of time by its own clock, and that origin is the
 * one with the lowest id of all that have said something lately: so that all know without a word which it is. Who says
 * things that cross more links goes before all who say what crosses fewer, as these do not come to every cycle.
 */
export interface Guide {
  readonly origin: PeerId;
  readonly hopLimit: number;
  readonly sequence: number;
  /** The stretch of time in which it was said. */
  readonly stretch: number;
  /** When something of its origin came last. */
  readonly at: number;
}

export function guideAfter(guide: Guide | null, casts: readonly Cast[], at: number): Guide | null {
  let next = guide;
  for (const { envelope } of casts) {
    if (next === null || at - next.at > US || takesOver(envelope, next))
      next = guided(envelope, at);
    else if (next.origin === envelope.origin && next.at !== at) next = { ...next, at };
  }
  return next;
}

/** Whether cycles are cut where its copies meet. */
export function isGuide(guide: Guide | null, { envelope }: Cast): boolean {
  return guide?.origin === envelope.origin && guide.sequence === envelope.sequence;
}

const US = limits.guideMs * 1_000;

function guided({ origin, hopLimit, sequence, expires }: Envelope, at: number): Guide {
  return { origin, hopLimit, sequence, stretch: stretchOf(expires), at };
}

/** Of one origin the latest stretch counts, and of that the first cast. */
function takesOver({ origin, hopLimit, sequence, expires }: Envelope, guide: Guide): boolean {
  if (origin === guide.origin) {
    const later = stretchOf(expires) - guide.stretch;
    return later > 0 || (later === 0 && sequence < guide.sequence);
  }
  return hopLimit === guide.hopLimit ? origin < guide.origin : hopLimit > guide.hopLimit;
}

function stretchOf(expires: number): number {
  return Math.floor(expires / limits.guideMs);
}
