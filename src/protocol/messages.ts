import type { Body } from './body.ts';
import type { Envelope } from './envelope.ts';
import type { MailWord } from './mail-words.ts';
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
  /** What the dialling side wants of the connection; empty from the side that accepted. */
  readonly purpose: string;
}

/**
 * What a node dials for. `stay`: its user wants the connection. `join`: it is new, and knows nobody else.
 * `need`: it has no neighbour left, or few and found no place, or changes one, and is not to be refused. `want`: it
 * has too few. `enrol`: to be listed by a seed node. `probe`: to learn who is there, and no more.
 */
export type Purpose = 'stay' | 'join' | 'need' | 'want' | 'enrol' | 'probe';

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

/** Where a peer is said to listen: hearsay, until somebody has dialled and found it there. */
export interface Lead {
  readonly id: PeerId;
  readonly address: string;
}

/** A text to everybody. `hops`: how many links it has crossed, as those who passed it on say. */
export interface Broadcast {
  readonly kind: 'broadcast';
  readonly envelope: Envelope;
  readonly hops: number;
  readonly topic: string;
  readonly body: Body;
}

/** "I am here", to everybody, and who my neighbours are; or "I am leaving". */
export interface Presence {
  readonly kind: 'presence';
  readonly envelope: Envelope;
  readonly hops: number;
  readonly state: string;
  readonly name: string;
  readonly addresses: readonly string[];
  readonly neighbours: readonly PeerId[];
  /** When the next one is due; 0: none is promised. */
  readonly everyMs: number;
}

/** What is passed on from neighbour to neighbour until everybody has it. */
export type Cast = Broadcast | Presence;

/** Casts of one origin that follow each other. */
export interface CastRange {
  readonly origin: PeerId;
  readonly instance: Instance;
  readonly first: number;
  readonly last: number;
  /** As many as the farthest of them has behind it. */
  readonly hops: number;
}

/** "I have these, if you lack them." */
export interface Have {
  readonly kind: 'have';
  readonly casts: readonly CastRange[];
}

/** "I lack these; and from now on, send me all at once." */
export interface Graft {
  readonly kind: 'graft';
  readonly casts: readonly CastRange[];
}

/** "Others bring me what you send: from now on, only say what you have." */
export interface Prune {
  readonly kind: 'prune';
}

/** Somebody has joined: on its walk through the overlay, some take it for a neighbour or note where it is. */
export interface Newcomer {
  readonly kind: 'newcomer';
  readonly peer: Lead;
  readonly ttl: number;
}

/** Leads for leads, on a walk to somebody not too near; the answer comes back along the path, whose first is who asks. */
export interface Shuffle {
  readonly kind: 'shuffle';
  readonly path: readonly PeerId[];
  readonly ttl: number;
  readonly leads: readonly Lead[];
}

export interface Shuffled {
  readonly kind: 'shuffled';
  /** The way that is left to go. */
  readonly path: readonly PeerId[];
  readonly leads: readonly Lead[];
}

/** To a seed node: "list me, until so much time is over, and tell me whom you have." */
export interface Enrol {
  readonly kind: 'enrol';
  readonly everyMs: number;
}

/** Whom a seed node has; `more` leads follow in further messages. */
export interface Roll {
  readonly kind: 'roll';
  readonly leads: readonly Lead[];
  readonly more: number;
}

/** "This peer does not answer me any more": whoever cares looks for themselves. */
export interface Missing {
  readonly kind: 'missing';
  readonly peer: Lead;
}

/** Whatever crosses more than one link: its origin answers for it. */
export type Sealed = Cast | MailWord;

/** What neighbours say to keep the overlay together, and to pass on what is for everybody. */
export type Gossip =
  | Cast
  | Have
  | Graft
  | Prune
  | Newcomer
  | Shuffle
  | Shuffled
  | Enrol
  | Roll
  | Missing
  | MailWord;

const gossips: Readonly<Record<Gossip['kind'], true>> = {
  broadcast: true,
  presence: true,
  have: true,
  graft: true,
  prune: true,
  newcomer: true,
  shuffle: true,
  shuffled: true,
  enrol: true,
  roll: true,
  missing: true,
  seek: true,
  letter: true,
  fate: true,
};
export const gossipKinds: ReadonlySet<string> = new Set(Object.keys(gossips));

export type Message =
  | Hello
  | Proof
  | Welcome
  | Ping
  | Pong
  | Text
  | Receipt
  | Notice
  | Bye
  | Gossip;
export type MessageKind = Message['kind'];
