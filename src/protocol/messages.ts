import type { Body } from './body.ts';
import type { Instance, PeerId } from './peer-id.ts';

export const PROTOCOL_VERSION = 1;
export const NONCE_BYTES = 16;

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

/** The last word but receipts: why the speaker leaves. */
export interface Bye {
  readonly kind: 'bye';
  readonly code: string;
  readonly text: string;
}

export type Message = Hello | Welcome | Ping | Pong | Text | Receipt | Bye;
export type MessageKind = Message['kind'];
