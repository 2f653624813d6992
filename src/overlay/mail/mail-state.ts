import type { Body } from '../../protocol/body.ts';
import type { Letter, LetterPurpose, MailWord } from '../../protocol/messages.ts';
import type { Instance, PeerId } from '../../protocol/peer-id.ts';

/** Something that this node wants to write to a peer. */
export interface Posted {
  /** Of all that this node has written in this life, to whomever. */
  readonly sequence: number;
  readonly to: PeerId;
  readonly purpose: LetterPurpose;
  readonly topic: string;
  readonly re: number;
  readonly body: Body;
  /** The way it has to take, or null: any. Of an echo, which asks for the times of one way. */
  readonly path: readonly PeerId[] | null;
}

/** Whom this node writes for, and what it has of time and of its user's wishes when something happens. */
export interface MailSettings {
  readonly own: PeerId;
  readonly instance: Instance;
  readonly seed: number;
  /** Without, words count as they come, and nothing is asked to be judged or sealed. */
  readonly signs: boolean;
  /** Passes on what others write to each other. */
  readonly relays: boolean;
  /** Of what this node begins. */
  readonly hopLimit: number;
}

export interface Now {
  /** In microseconds of the run, and in epoch milliseconds. */
  readonly at: number;
  readonly wallMs: number;
  /** Whose letters are not wanted here. */
  readonly isBanned: (peer: PeerId) => boolean;
}

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

export type MailChange = readonly [Mail, readonly MailAsked[]];

/** All that a node knows of what goes from one node to another. */
export interface Mail {
  readonly settings: MailSettings;
}
