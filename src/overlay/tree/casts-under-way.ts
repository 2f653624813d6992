import { limits } from '../../protocol/limits.ts';
import type { Envelope } from '../../protocol/envelope.ts';
import type { Cast } from '../../protocol/messages.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { Table } from '../../values/table.ts';
import { weightOf } from './weight-of.ts';

/** Whose signatures are being judged. */
export interface CastsUnderWay {
  readonly nextBatch: number;
  readonly batches: Table<CastsHeard>;
  /** By cast. */
  readonly casts: Table<CastUnderWay>;
  /** Of all these, and the copies that wait. */
  readonly count: number;
  readonly bytes: number;
}

export interface CastsHeard {
  readonly from: PeerId;
  readonly casts: readonly Cast[];
}

export interface CastUnderWay {
  /** Who has brought it. */
  readonly by: readonly PeerId[];
  /** What others brought meanwhile, in case that the first is forged. */
  readonly copies: readonly CastHeard[];
}

export interface CastHeard {
  readonly from: PeerId;
  readonly cast: Cast;
}

export type CastName = Pick<Envelope, 'origin' | 'instance' | 'sequence'>;

export function nothingUnderWay(seed: number): CastsUnderWay {
  return {
    nextBatch: 1,
    batches: Table.empty({ limit: limits.castsUnderWayMax, seed }),
    casts: Table.empty({ limit: limits.castsUnderWayMax, seed }),
    count: 0,
    bytes: 0,
  };
}

export function isUnderWay({ casts }: CastsUnderWay, name: CastName): boolean {
  return casts.size > 0 && casts.has(keyUnderWay(name));
}

function keyUnderWay({ origin, instance, sequence }: CastName): string {
  return `${origin}.${instance.boot}.${instance.nonce}.${sequence}`;
}

/** Takes them in as far as there is room, and no more than so many. */
export function setUnderWay(state: CastsUnderWay, heard: CastsHeard, most: number): SetUnderWay {
  const { from } = heard;
  const first: Cast[] = [];
  const refused: Cast[] = [];
  let { count, bytes } = state;
  const casts = state.casts.edit((draft) => {
    for (const cast of heard.casts) {
      const key = keyUnderWay(cast.envelope);
      const known = draft.get(key);
      if (known?.by.includes(from) === true) continue;
      const weight = weightOf(cast);
      if (count - state.count >= most || !hasRoom(count, bytes + weight)) {
        refused.push(cast);
        continue;
      }
      count += 1;
      bytes += weight;
      if (known === undefined) first.push(cast);
      draft.set(key, known === undefined ? { by: [from], copies: [] } : joined(known, from, cast));
    }
  });
  return { state: { ...state, casts, count, bytes }, first, refused };
}

export interface SetUnderWay {
  readonly state: CastsUnderWay;
  /** What is to be judged. */
  readonly first: readonly Cast[];
  readonly refused: readonly Cast[];
}

export function startBatch(state: CastsUnderWay, heard: CastsHeard): CastsUnderWay {
  const { nextBatch } = state;
  const batches = state.batches.set(String(nextBatch), heard);
  return { ...state, batches, nextBatch: nextBatch + 1 };
}

/** Takes out a batch that was judged. */
export function endBatch(
  state: CastsUnderWay,
  batch: number,
  sound: readonly boolean[],
): EndedBatch | null {
  const heard = state.batches.get(String(batch));
  if (heard === undefined) return null;
  const good: Cast[] = [];
  const again: CastHeard[] = [];
  const next: CastHeard[] = [];
  let { count, bytes } = state;
  const forget = (cast: Cast): void => {
    count -= 1;
    bytes -= weightOf(cast);
  };
  const casts = state.casts.edit((draft) => {
    for (const [index, cast] of heard.casts.entries()) {
      const key = keyUnderWay(cast.envelope);
      const { by, copies } = draft.get(key)!;
      forget(cast);
      if (sound[index] === true) {
        good.push(cast);
        again.push(...copies);
        for (const copy of copies) forget(copy.cast);
      }
      if (sound[index] === true || copies.length === 0) draft.delete(key);
      else {
        next.push(copies[0]!);
        draft.set(key, { by, copies: copies.slice(1) });
      }
    }
  });
  const batches = state.batches.delete(String(batch));
  return { state: { ...state, batches, casts, count, bytes }, from: heard.from, good, again, next };
}

export interface EndedBatch {
  readonly state: CastsUnderWay;
  readonly from: PeerId;
  readonly good: readonly Cast[];
  /** Copies of those. */
  readonly again: readonly CastHeard[];
  /** Copies of others, which may be good. */
  readonly next: readonly CastHeard[];
}

function hasRoom(count: number, bytes: number): boolean {
  return count < limits.castsUnderWayMax && bytes <= limits.castBytesUnderWayMax;
}

function joined({ by, copies }: CastUnderWay, from: PeerId, cast: Cast): CastUnderWay {
  return { by: [...by, from], copies: [...copies, { from, cast }] };
}
