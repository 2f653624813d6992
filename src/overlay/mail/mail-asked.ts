import type { Letter, LetterPurpose, MailWord } from '../../protocol/mail-words.ts';
import type { PeerId } from '../../protocol/peer-id.ts';

/** What mail asks of the world. */
export type MailAsked =
  /** To a neighbour; at most one for each neighbour and call. */
  | { readonly type: 'mail.say'; readonly to: PeerId; readonly messages: readonly MailWord[] }
  /** Own words, without key and signature; come back through `sealed`. */
  | { readonly type: 'mail.seal'; readonly batch: number; readonly words: readonly MailWord[] }
  /** Comes back through `judged`. */
  | { readonly type: 'mail.judge'; readonly batch: number; readonly words: readonly MailWord[] }
  /** For this node, each once: texts, asks, answers and declines. */
  | { readonly type: 'mail.deliver'; readonly letters: readonly Letter[] }
  /** What this node has written: exactly one of these two for each. An ask has its answer then. */
  | ({ readonly type: 'mail.delivered' } & Delivered)
  | ({ readonly type: 'mail.undelivered' } & Undelivered)
  /** This neighbour passed on a forgery. */
  | { readonly type: 'mail.forged'; readonly by: PeerId };

export interface Delivered {
  readonly to: PeerId;
  readonly sequences: readonly number[];
  readonly purpose: LetterPurpose;
  /** Since it was posted. */
  readonly tookUs: number;
  readonly path: readonly PeerId[];
}

export interface Undelivered {
  readonly to: PeerId;
  readonly sequences: readonly number[];
  readonly purpose: LetterPurpose;
  readonly code: string;
  /** According to whom, if not to this node, and how many links away. */
  readonly where: PeerId | null;
  readonly hops: number | null;
}

/** Why something has come to nothing, and according to whom if not to this node. */
export type Fault = Pick<Undelivered, 'code' | 'where' | 'hops'>;
