import { limits } from '../../protocol/limits.ts';
import type { Letter } from '../../protocol/mail-words.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { combine } from '../../values/digest.ts';
import type { Marked } from '../../values/digest.ts';
import { avalanche } from '../../values/hash-text.ts';
import type { Table } from '../../values/table.ts';
import type { Fault } from './mail-asked.ts';

/**
 * Somebody whom this node writes to: what has no fate yet, in the order of its numbers. Its mark is a sum over that, so
 * that nothing else is looked through when one letter changes.
 */
export interface Correspondent extends Marked {
  readonly nextNumber: number;
  readonly letters: readonly Outgoing[];
  /** How often in a row a way came to nothing, and when that was last; only then sent is news of it. */
  readonly setbacks: number;
  readonly setbackAt: number;
  /** Over whom letters went in vain since one was delivered, the latest first: the next search begins without them. */
  readonly suspects: readonly PeerId[];
  /** Until then nothing is sent or sought. */
  readonly pausedUntil: number;
  /** When a letter was delivered last. */
  readonly progressAt: number;
  /** Of all that were delivered, what was sent last: whatever was sent before and has no fate has been overtaken. */
  readonly overtaker: Sent;
}

/** A letter of this node's own without a fate. */
export interface Outgoing {
  /** As it goes to a neighbour. */
  readonly letter: Letter;
  readonly postedAt: number;
  readonly giveUpAt: number;
  /** The only way it may take, or null. */
  readonly fixed: readonly PeerId[] | null;
  readonly state: 'held' | 'sealing' | 'sent';
  readonly isSealed: boolean;
  /** The way it was sent, and when. */
  readonly path: readonly PeerId[];
  readonly sentAt: number;
  /** What somebody on the way said of it last. */
  readonly fault: Fault | null;
}

export interface Sent {
  readonly sentAt: number;
  readonly number: number;
}

/** One under change. */
export interface OpenCorrespondent {
  nextNumber: number;
  letters: Outgoing[];
  setbacks: number;
  setbackAt: number;
  suspects: readonly PeerId[];
  pausedUntil: number;
  progressAt: number;
  overtaker: Sent;
}

export function newCorrespondent(nextNumber: number): OpenCorrespondent {
  return {
    nextNumber,
    letters: [],
    setbacks: 0,
    setbackAt: -1,
    suspects: [],
    pausedUntil: 0,
    progressAt: 0,
    overtaker: { sentAt: -1, number: 0 },
  };
}

export function openedCorrespondent(known: Correspondent): OpenCorrespondent {
  const { kind: _kind, mark: _mark, ...open } = known;
  return { ...open, letters: known.letters.slice() };
}

export function closedCorrespondent(open: OpenCorrespondent): Correspondent {
  const { nextNumber, setbacks, suspects, pausedUntil } = open;
  let mark = combine(
    combine(nextNumber, setbacks + 1_000 * suspects.length),
    Math.trunc(pausedUntil / 1_000),
  );
  for (const each of open.letters) mark = (mark + markOf(each)) | 0;
  return { kind: 'marked', mark, ...open };
}

/** The places between the oldest without a fate and the next are taken: the other side's window is as wide. */
export function placesTaken(one: Correspondent | OpenCorrespondent | undefined): number {
  const first = one?.letters[0];
  return first === undefined ? 0 : one!.nextNumber - first.letter.number;
}

/** Who has nothing waiting can be forgotten, if one knows what numbers it had. */
export function anIdleOne(table: Table<Correspondent>): PeerId | null {
  for (const [peer, { letters }] of table) if (letters.length === 0) return peer;
  return null;
}

/** Somebody of these is to blame, or nobody. */
export function suspect(one: OpenCorrespondent, peers: readonly PeerId[]): void {
  const all = new Set([...peers, ...one.suspects]);
  one.suspects = [...all].slice(0, limits.avoidedMax);
}

export function isOvertaken({ letter, sentAt }: Outgoing, overtaker: Sent): boolean {
  return (
    sentAt < overtaker.sentAt || (sentAt === overtaker.sentAt && letter.number < overtaker.number)
  );
}

export const PLACES_MAX: number = Math.min(limits.lettersPerPeerMax, limits.originWindow);

function markOf({ letter, state, sentAt }: Outgoing): number {
  const when = Math.trunc(sentAt / 1_000);
  return avalanche(combine(combine(letter.number, when), state.length));
}
