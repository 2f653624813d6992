import type { Reason } from '../../protocol/close-codes.ts';
import type { Gossip, Hello, Purpose, Text } from '../../protocol/messages.ts';
import type { NodeConfig } from '../../protocol/node-config.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { Queue } from '../../values/queue.ts';
import { nothingSent, type Outgoing } from './receipts.ts';
import { unmeasured, type RoundTrip } from './round-trip.ts';

export interface ConnectionInput {
  readonly link: string;
  readonly address: string;
  readonly inbound: boolean;
  /** The node's running number of this dial; 0 if the link was accepted. */
  readonly dial: number;
  readonly config: NodeConfig;
  readonly listening: readonly string[];
  /** What it was dialled for; empty if the link was accepted. */
  readonly purpose: Purpose | '';
  /** When it is to be done, if it only looks who is there. */
  readonly until: number | null;
}

export interface ConnectionContext extends ConnectionInput {
  /** Whose key stands at the other end, as the link has it. */
  readonly proven: PeerId | null;
  /** What our own hello had in it. */
  readonly nonce: Uint8Array | null;
  readonly hello: Hello | null;
  /** The peer has found us good before we were done with it. */
  readonly welcomed: boolean;
  /** The peer has told us something already that the user was told. */
  readonly warned: boolean;
  /** Its texts are taken, and shown to nobody. */
  readonly ignored: boolean;
  readonly roundTrip: RoundTrip;
  readonly pingToken: number;
  readonly pingSentAt: number;
  /** The token of the last ping that was answered. */
  readonly pongToken: number;
  /** When a whole message was heard last, and a part of one that still was a sign of life. */
  readonly heardAt: number;
  readonly partAt: number;
  /** When the peer may say as much in one go as ever. */
  readonly chatterHealedAt: number;
  readonly probes: number;
  readonly textsTaken: number;
  /** How many of them the peer was told of; less than were taken as long as the link is congested. */
  readonly textsReceipted: number;
  /** The last ping that came while the link was congested. */
  readonly owedPong: number | null;
  readonly takenWhenCongested: number;
  readonly outgoing: Outgoing;
  readonly outbox: Queue<Text>;
  readonly outboxBytes: number;
  /** What neighbours say to each other, while the link is congested. */
  readonly unsaid: Queue<Gossip>;
  readonly unsaidBytes: number;
  readonly reason: Reason | null;
}

export function newConnection(input: ConnectionInput): ConnectionContext {
  return {
    ...input,
    proven: null,
    nonce: null,
    hello: null,
    welcomed: false,
    warned: false,
    ignored: false,
    roundTrip: unmeasured,
    pingToken: 0,
    pingSentAt: 0,
    pongToken: 0,
    heardAt: 0,
    partAt: 0,
    chatterHealedAt: 0,
    probes: 0,
    textsTaken: 0,
    textsReceipted: 0,
    owedPong: null,
    takenWhenCongested: 0,
    outgoing: nothingSent,
    outbox: Queue.empty(),
    outboxBytes: 0,
    unsaid: Queue.empty(),
    unsaidBytes: 0,
    reason: null,
  };
}
