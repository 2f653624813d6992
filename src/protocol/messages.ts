import type { Body } from './body.ts';
import type { Instance, PeerId } from './peer-id.ts';

export const PROTOCOL_VERSION = 1;
export const NONCE_BYTES = 16;
/** The longest a proof can need: an Ed25519 key as SPKI, its signature, and an HMAC-SHA256. */
export const KEY_BYTES_MAX = 44;
export const SIGNATURE_BYTES_MAX = 64;
export const TAG_BYTES_MAX = 32;

/** The first word on every link, in both directions: who speaks, and for which network. */
export interface Hello {
  readonly kind: 'hello';
  readonly version: number;
  readonly network: string;
  readonly id: PeerId;
  readonly instance: Instance;
  readonly nonce: Uint8Array;
  /** The dialling side's running number of this dial; 0 from the side that accepted. */
  readonly dial: number;
  readonly name: string;
  readonly addresses: readonly string[];
  readonly capabilities: readonly string[];
}

/**
 * "I am who my hello says": bound to both nonces, and to the link where it has something of its own.
 * What needs no showing is empty.
 */
export interface Proof {
  readonly kind: 'proof';
  /** The public key, as SPKI, where the link has not shown it. */
  readonly key: Uint8Array;
  /** By that key. */
  readonly signature: Uint8Array;
  /** By the key of the network. */
  readonly tag: Uint8Array;
}

/** "Your hello is good": a connection counts once it was said and heard. */
export interface Welcome {
  readonly kind: 'welcome';
}

export interface Ping {
  readonly kind: 'ping';
  readonly token: number;
}

export interface Pong {
  readonly kind: 'pong';
  readonly token: number;
}

/** A text from the sender to its neighbour; `sequence` counts within the sender's instance. */
export interface Text {
  readonly kind: 'text';
  readonly sequence: number;
  readonly body: Body;
}

/** "I have taken so many of your texts on this connection": cumulative, at most one a chunk. */
export interface Receipt {
  readonly kind: 'receipt';
  readonly taken: number;
}

/** What the peer should know, and the connection bears. */
export interface Notice {
  readonly kind: 'notice';
  readonly code: string;
}

/** The last word but receipts: why the speaker leaves. */
export interface Bye {
  readonly kind: 'bye';
  readonly code: string;
  readonly text: string;
}

export type Message = Hello | Proof | Welcome | Ping | Pong | Text | Receipt | Notice | Bye;
export type MessageKind = Message['kind'];
