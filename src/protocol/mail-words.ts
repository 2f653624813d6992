import type { Body } from './body.ts';
import type { Envelope } from './envelope.ts';
import type { Instance, PeerId } from './peer-id.ts';

/**
 * "Where is this peer?": passed on to all neighbours until it is found. `path` names who has passed it on, in their
 * order and without its origin, as they say themselves; so it has crossed one link more than there are names.
 */
export interface Seek {
  readonly kind: 'seek';
  readonly target: PeerId;
  readonly envelope: Envelope;
  readonly path: readonly PeerId[];
  /** By whom it is not to come: its origin has written over them in vain. */
  readonly avoid: readonly PeerId[];
}

/**
 * From one node to another, over those that `path` names in their order; empty where the two are neighbours.
 * `hops`: how many links it has crossed when it comes.
 */
export interface Letter {
  readonly kind: 'letter';
  readonly target: PeerId;
  readonly envelope: Envelope;
  /** Counts what this origin writes to this target, without a gap, from wherever it begins. */
  readonly number: number;
  /** A `LetterPurpose`. */
  readonly purpose: string;
  /** Of a text, an ask and its answer; of a `decline` the code. */
  readonly topic: string;
  /** Of an answer: the sequence of what it answers; else 0. */
  readonly re: number;
  readonly hops: number;
  readonly path: readonly PeerId[];
  readonly body: Body;
}

/** `echo` is for whoever traces a way, and nobody is told of it. */
export type LetterPurpose = 'text' | 'ask' | 'answer' | 'decline' | 'echo';

/**
 * What became of seeks or letters of `to`, according to the origin of the envelope: its target says that it was found or
 * has it, somebody on the way why it goes no further. Comes back over `path`, in which the names stand as on the way there.
 */
export interface Fate {
  readonly kind: 'fate';
  readonly to: PeerId;
  /** The life of `to` that these were sequences of. */
  readonly instance: Instance;
  readonly sequences: readonly number[];
  readonly envelope: Envelope;
  /** `found`, `delivered`, or of the registry. */
  readonly code: string;
  /** To whom it could not be passed on, or empty. */
  readonly next: PeerId;
  readonly path: readonly PeerId[];
}

/** What goes from one node to one other over any that are linked. */
export type MailWord = Seek | Letter | Fate;
