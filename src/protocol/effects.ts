import type { Body } from './body.ts';
import type { Decider } from './close-codes.ts';
import type { LetterPurpose, MailWord } from './mail-words.ts';
import type { Cast, Message, Proof } from './messages.ts';
import type { Instance, PeerId } from './peer-id.ts';

/** What the node asks of its world, as data, in the imperative. */
export type Effect =
  | { readonly type: 'network.listen'; readonly host: string; readonly port: number }
  | { readonly type: 'network.close' }
  | { readonly type: 'link.dial'; readonly link: string; readonly address: string }
  | { readonly type: 'link.send'; readonly link: string; readonly messages: readonly Message[] }
  /** To say on the link that this node is who its hello said. */
  | ({ readonly type: 'link.prove' } & Claimed)
  /** What the peer has shown; comes back as `link.judged`. */
  | ({ readonly type: 'link.judge'; readonly proof: Proof } & Claimed)
  /** Own words, to be signed; comes back as `seals.made`. */
  | ({ readonly type: 'seals.make'; readonly batch: number } & SealedPost)
  /** Whether they are from whom they say; comes back as `seals.judged`. */
  | ({ readonly type: 'seals.judge'; readonly batch: number } & SealedPost)
  /** To be heard by all around, and to hear them: `lan.heard`. */
  | { readonly type: 'lan.call'; readonly port: number }
  /** Half-close: no more from us, after what was sent. */
  | { readonly type: 'link.end'; readonly link: string }
  /** At once, also in the middle of a dial. */
  | { readonly type: 'link.close'; readonly link: string }
  | { readonly type: 'timer.start'; readonly timer: string; readonly due: number }
  | { readonly type: 'timer.cancel'; readonly timer: string }
  | { readonly type: 'random.draw'; readonly effect: string; readonly bytes: number }
  | { readonly type: 'mark'; readonly text: string }
  /** To be there again when the node starts anew. */
  | { readonly type: 'note.keep'; readonly page: NotePage; readonly lines: readonly string[] }
  | Said;

/** What is for everybody, or for one: each counts its batches by itself. */
export type SealedPost =
  | { readonly of: 'casts'; readonly words: readonly Cast[] }
  | { readonly of: 'mail'; readonly words: readonly MailWord[] };

/** What a node says to those around it. */
export type Said = Report | Answer | Accepted;

/** What the user has decided about peers, and where they were last. */
export type NotePage = 'banned' | 'ignored' | 'peers';

/** Both hellos of a link, as far as a proof is bound to them. */
export interface Claimed {
  readonly link: string;
  readonly inbound: boolean;
  readonly network: string;
  readonly own: Claimant;
  readonly peer: Claimant;
}

export interface Claimant {
  readonly id: PeerId;
  readonly nonce: Uint8Array;
}

/** How a connection ended: it said goodbye, it did not, or this side decided. */
export type How = 'left' | 'lost' | 'closed';

/** News for whoever listens: the events of the command-line contract, in batches where they come so. */
export type Report = { readonly type: 'report' } & (
  | { readonly event: 'listening'; readonly host: string; readonly port: number }
  | {
      readonly event: 'connected';
      readonly peer: PeerId;
      readonly name: string;
      readonly address: string;
      readonly link: string;
      readonly inbound: boolean;
      readonly instance: Instance;
    }
  | {
      readonly event: 'disconnected';
      readonly peer: PeerId;
      readonly address: string;
      readonly link: string;
      readonly how: How;
      readonly code: string;
      readonly by: Decider;
      readonly text: string;
    }
  | {
      readonly event: 'refused';
      readonly address: string;
      readonly peer: PeerId | null;
      readonly link: string;
      readonly inbound: boolean;
      readonly code: string;
      readonly by: Decider;
      readonly text: string;
    }
  | {
      readonly event: 'message';
      readonly from: PeerId;
      readonly instance: Instance;
      readonly link: string;
      readonly texts: readonly TextTaken[];
    }
  | { readonly event: 'broadcast'; readonly casts: readonly CastTaken[] }
  | { readonly event: 'mail'; readonly letters: readonly LetterTaken[] }
  | {
      readonly event: 'delivered';
      readonly to: PeerId;
      readonly sequences: readonly number[];
      readonly tookUs: number;
      /** Over whom, without the two ends. */
      readonly path: readonly PeerId[];
    }
  | {
      readonly event: 'undelivered';
      readonly to: PeerId;
      readonly sequences: readonly number[];
      readonly code: string;
      /** According to whom, if not to this node; and how many links away that is. */
      readonly where: PeerId | null;
      readonly hops: number | null;
    }
  | {
      readonly event: 'peer';
      readonly peer: PeerId;
      readonly name: string;
      readonly address: string;
      readonly state: string;
      readonly cause: string;
    }
  /** A peer says that something is wrong with this node. */
  | {
      readonly event: 'warned';
      readonly peer: PeerId;
      readonly link: string;
      readonly code: string;
    }
  | { readonly event: 'stopped'; readonly code: string; readonly text: string }
);

export interface CastTaken {
  readonly from: PeerId;
  readonly instance: Instance;
  readonly sequence: number;
  readonly hops: number;
  readonly topic: string;
  readonly body: Body;
}

/** What came from one node for this one, over others or from a neighbour. */
export interface LetterTaken {
  readonly from: PeerId;
  readonly instance: Instance;
  readonly sequence: number;
  readonly purpose: LetterPurpose;
  readonly topic: string;
  readonly re: number;
  readonly hops: number;
  /** Over whom, as these say, without the two ends. */
  readonly path: readonly PeerId[];
  readonly body: Body;
}

export interface TextTaken {
  readonly sequence: number;
  readonly body: Body;
}

/** What became of a command: exactly one for each that was not a send taken on. */
export interface Answer {
  readonly type: 'answer';
  readonly id: number;
  readonly command: string;
  readonly outcome: Outcome;
}

/**
 * Texts that were taken on: the answers to sends that follow each other, in one piece. What the
 * n-th of these commands sends is the n-th of these texts.
 */
export interface Accepted {
  readonly type: 'accepted';
  readonly to: PeerId;
  readonly ids: readonly number[];
  readonly sequences: readonly number[];
}

export type Outcome =
  | { readonly ok: true; readonly result: Readonly<Record<string, unknown>> | readonly unknown[] }
  | (FaultPlace & { readonly ok: false; readonly code: string; readonly text: string });

/** According to whom something has failed, and how many links away; nothing where this node says so itself. */
export interface FaultPlace {
  readonly where?: PeerId;
  readonly hops?: number;
}
