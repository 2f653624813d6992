import type { Decider } from '../../protocol/close-codes.ts';
import type { How } from '../../protocol/effects.ts';
import type { Instance, PeerId } from '../../protocol/peer-id.ts';

/**
 * What a node tells the world outside, one event a line. Fields may be added; none is renamed or
 * removed within this version, and what is unknown is left out.
 */
export type NodeEvent = NodeEventBody & Stamp;

export interface Stamp {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly node: PeerId;
  readonly turn: number;
}

export type NodeEventBody =
  | Listening
  | Connected
  | Disconnected
  | Refused
  | MessageCame
  | Delivered
  | Undelivered
  | PeerChanged
  | TapeState
  | Failed
  | Answered
  | Stopped;

export interface Listening {
  readonly event: 'listening';
  readonly peer: PeerId;
  readonly host: string;
  readonly port: number;
  readonly name?: string;
  readonly labId?: number;
  readonly network: string;
  readonly tls: boolean;
  readonly data: string | null;
  readonly trace: string | null;
  readonly pid: number;
  readonly version: string;
}

export interface Connected {
  readonly event: 'connected';
  readonly peer: PeerId;
  readonly name?: string;
  readonly address: string;
  readonly link: string;
  readonly inbound: boolean;
  readonly instance: Instance;
}

export interface Disconnected {
  readonly event: 'disconnected';
  readonly peer: PeerId;
  readonly address: string;
  readonly link: string;
  readonly how: How;
  readonly code: string;
  readonly by: Decider;
  readonly text?: string;
}

export interface Refused {
  readonly event: 'refused';
  readonly address: string;
  readonly peer?: PeerId;
  readonly inbound: boolean;
  readonly code: string;
  readonly by: Decider;
  readonly text?: string;
}

export interface MessageCame {
  readonly event: 'message';
  readonly from: PeerId;
  readonly messageId: string;
  readonly kind: MessageKind;
  readonly topic?: string;
  readonly text?: string;
  /** What is not UTF-8, in base64. */
  readonly bytes?: string;
  readonly hops: number;
  /** Over whom, as they say, where that is told and not over one link. */
  readonly path?: readonly PeerId[];
}

/** From a neighbour, over others, to everybody, or under a topic. */
export type MessageKind = 'direct' | 'relayed' | 'broadcast' | 'topic';

export interface Delivered {
  readonly event: 'delivered';
  readonly messageId: string;
  readonly to: PeerId;
  readonly hops: number;
  /** Over whom, without the two ends. */
  readonly path?: readonly PeerId[];
  readonly ms: number;
}

export interface Undelivered {
  readonly event: 'undelivered';
  readonly messageId: string;
  readonly to: PeerId;
  readonly code: string;
  /** According to whom, if not to this node, and how many links away that is. */
  readonly where?: PeerId;
  readonly hops?: number;
}

export interface PeerChanged {
  readonly event: 'peer';
  readonly peer: PeerId;
  readonly name?: string;
  /** Where it was met, or where it says that it can be. */
  readonly address?: string;
  readonly state: string;
  readonly cause?: string;
}

export interface TapeState {
  readonly event: 'tape';
  /** In a gap the node runs on without its tape, which goes on as soon as it can. */
  readonly state: 'recording' | 'gap' | 'stopped';
  readonly path: string;
  readonly code?: string;
  /** Why, in the words of the system; or what is missing. */
  readonly text?: string;
}

export interface Failed {
  readonly event: 'error';
  readonly code: string;
  readonly text: string;
  readonly hint?: string;
  readonly fatal: boolean;
}

export interface Answered {
  readonly event: 'answer';
  readonly id?: string | number;
  readonly command: string;
  readonly ok: boolean;
  readonly result?: unknown;
  readonly error?: AnswerError;
}

export interface AnswerError {
  readonly code: string;
  readonly text: string;
  readonly hint: string;
  /** As of what could not be delivered. */
  readonly where?: PeerId;
  readonly hops?: number;
}

export interface Stopped {
  readonly event: 'stopped';
  readonly code: string;
  /** The exit code of its process. */
  readonly exit: number;
}
