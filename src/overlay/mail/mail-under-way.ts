import { limits } from '../../protocol/limits.ts';
import type { MailWord } from '../../protocol/mail-words.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { combine } from '../../values/digest.ts';
import type { Marked } from '../../values/digest.ts';
import { avalanche } from '../../values/hash-text.ts';
import { Table } from '../../values/table.ts';
import type { MailAsked } from './mail-asked.ts';
import type { Mail } from './mail-state.ts';

/** Words that are being judged, and own ones that are being sealed. */
export interface MailUnderWay {
  readonly nextBatch: number;
  readonly judging: Batches<Judging>;
  readonly sealing: Batches<Sealing>;
}

interface Batches<B> {
  readonly batches: Table<B>;
  /** Of their words; and about what those take in memory. */
  readonly count: number;
  readonly bytes: number;
}

export interface Judging extends Sealing {
  readonly from: PeerId;
}

interface Sealing extends Marked {
  readonly words: readonly MailWord[];
}

export function noMailUnderWay(seed: number): MailUnderWay {
  const limit = limits.mailUnderWayMax;
  return {
    nextBatch: 1,
    judging: { batches: Table.empty({ limit, seed }), count: 0, bytes: 0 },
    sealing: { batches: Table.empty({ limit, seed }), count: 0, bytes: 0 },
  };
}

export function startSealing(mail: Open<Mail>, words: readonly MailWord[]): MailAsked {
  const { nextBatch: batch, sealing } = mail.underWay;
  const put = withBatch(sealing, batch, { ...marked(words), words });
  mail.underWay = { ...mail.underWay, nextBatch: batch + 1, sealing: put };
  return { type: 'mail.seal', batch, words };
}

export function startJudging(
  mail: Open<Mail>,
  from: PeerId,
  words: readonly MailWord[],
): MailAsked {
  const { nextBatch: batch, judging } = mail.underWay;
  const put = withBatch(judging, batch, { ...marked(words), from, words });
  mail.underWay = { ...mail.underWay, nextBatch: batch + 1, judging: put };
  return { type: 'mail.judge', batch, words };
}

/** null: nobody has asked for that. */
export function endSealing(mail: Open<Mail>, batch: number): readonly MailWord[] | null {
  const { sealing } = mail.underWay;
  const ended = sealing.batches.get(String(batch));
  if (ended === undefined) return null;
  mail.underWay = { ...mail.underWay, sealing: withoutBatch(sealing, batch, ended) };
  return ended.words;
}

export function endJudging(mail: Open<Mail>, batch: number): Judging | null {
  const { judging } = mail.underWay;
  const ended = judging.batches.get(String(batch));
  if (ended === undefined) return null;
  mail.underWay = { ...mail.underWay, judging: withoutBatch(judging, batch, ended) };
  return ended;
}

export function mailWeightOf(word: MailWord): number {
  return OVERHEAD_BYTES + (word.kind === 'letter' ? word.body.length : 0) + word.path.length * 64;
}

const OVERHEAD_BYTES = 512;

type Open<T> = { -readonly [F in keyof T]: T[F] };

function withBatch<B extends Sealing>(all: Batches<B>, batch: number, added: B): Batches<B> {
  const { batches, count, bytes } = all;
  return {
    batches: batches.set(String(batch), added),
    count: count + added.words.length,
    bytes: bytes + weightOfAll(added.words),
  };
}

function withoutBatch<B extends Sealing>(all: Batches<B>, batch: number, ended: B): Batches<B> {
  const { batches, count, bytes } = all;
  return {
    batches: batches.delete(String(batch)),
    count: count - ended.words.length,
    bytes: bytes - weightOfAll(ended.words),
  };
}

export function weightOfAll(words: readonly MailWord[]): number {
  return words.reduce((sum, word) => sum + mailWeightOf(word), 0);
}

function marked(words: readonly MailWord[]): Marked {
  let mark = words.length;
  for (const { envelope } of words) mark = avalanche(combine(mark, envelope.sequence | 0));
  return { kind: 'marked', mark };
}
