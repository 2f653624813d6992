import { limits } from '../../protocol/limits.ts';
import type { Fate, Letter, Seek } from '../../protocol/mail-words.ts';
import type { PeerId } from '../../protocol/peer-id.ts';

/**
 * The way that a word says it takes. Whoever brings it has to be who stands there before this node, so a lie about the
 * way can only be one about what lies behind that neighbour.
 */

/** `odd`: it cannot have come from there, and nobody can be told. */
export type LetterPlace =
  | 'odd'
  /** It comes by a node twice, or passes this one by. */
  | 'bad-route'
  /** It is for this node, which is where its way ends. */
  | 'here'
  | { readonly next: PeerId };

export function placeOfLetter(letter: Letter, own: PeerId, from: PeerId): LetterPlace {
  const { target, envelope, hops, path } = letter;
  const { origin, hopLimit } = envelope;
  if (hopLimit > limits.hopLimitMax || hops < 1 || hops > Math.min(hopLimit, path.length + 1)) {
    return 'odd';
  }
  if (origin === own || from !== (path[hops - 2] ?? origin)) return 'odd';
  if (!isSimple([origin, ...path, target])) return 'bad-route';
  if (hops === path.length + 1) return target === own ? 'here' : 'bad-route';
  return path[hops - 1] === own ? { next: path[hops] ?? target } : 'bad-route';
}

/** Whether a search can have come that way: over no more links than it may, and not by here. */
export function isSeekInPlace(
  { target, envelope, path, avoid }: Seek,
  own: PeerId,
  from: PeerId,
): boolean {
  const { origin, hopLimit } = envelope;
  const ends = target === own ? [own] : [own, target];
  return (
    hopLimit <= limits.hopLimitMax &&
    path.length + 1 <= hopLimit &&
    from === (path.at(-1) ?? origin) &&
    !avoid.includes(own) &&
    isSimple([origin, ...path, ...ends])
  );
}

/** Whom a fate goes to from here, which may be this node; null: it cannot have come from there. */
export function nextOfFate({ to, envelope, path }: Fate, own: PeerId, from: PeerId): PeerId | null {
  const { origin: subject, hopLimit } = envelope;
  if (hopLimit > limits.hopLimitMax || path.length + 1 > hopLimit) return null;
  const place = to === own ? -1 : path.indexOf(own);
  if (place === -1 && to !== own) return null;
  if (from !== (path[place + 1] ?? subject) || !isSimple([to, ...path, subject])) return null;
  return to === own ? own : (path[place - 1] ?? to);
}

/** Words that follow each other and go the same way are looked at once. */
export function runsOf(letters: readonly Letter[]): Letter[][] {
  const runs: Letter[][] = [];
  for (const letter of letters) {
    const run = runs.at(-1);
    if (run !== undefined && goesAlong(letter, run[0]!)) run.push(letter);
    else runs.push([letter]);
  }
  return runs;
}

function goesAlong(letter: Letter, other: Letter): boolean {
  const { target, envelope, hops, path } = letter;
  const { origin, instance, hopLimit } = envelope;
  return (
    hops === other.hops &&
    target === other.target &&
    origin === other.envelope.origin &&
    hopLimit === other.envelope.hopLimit &&
    instance.boot === other.envelope.instance.boot &&
    instance.nonce === other.envelope.instance.nonce &&
    isSamePath(path, other.path)
  );
}

export function isSamePath(path: readonly PeerId[], other: readonly PeerId[]): boolean {
  if (path === other) return true;
  return path.length === other.length && path.every((peer, place) => peer === other[place]);
}

/** Nobody stands on it twice. */
export function isSimple(way: readonly PeerId[]): boolean {
  return new Set(way).size === way.length;
}
