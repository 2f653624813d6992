import type { PeerId } from '../../protocol/peer-id.ts';
import type { AnswerTo, ReplyWords } from './answerers.ts';
import type { Reply } from './questions.ts';
import type { Received } from './received-feed.ts';
import type { Delivery } from './sends.ts';
import type { CommandWords } from '../running/command-queue.ts';
import type { Answered, NodeEvent } from '../telling/node-event.ts';
import type { NodeState, PeerState } from './node-state.ts';
import type { NodeStream } from './node-stream.ts';
import type { TapeSummary } from './node-tape.ts';
import type {
  Broadcast,
  OverlayCounts,
  OverlayView,
  Route,
  ScanLine,
  TopologyLine,
} from './overlay-answers.ts';
import type { Why } from '../why/why.ts';

/** A running node, as a program sees it. What a peer or the network does is an event, never a throw. */
export interface PeertapeNode extends AsyncDisposable {
  readonly id: PeerId;
  readonly name: string;
  /** Where it listens, as `host:port`. */
  readonly address: string;
  readonly port: number;
  /**
   * All that happens, in order. Whoever subscribes before anything else is awaited gets it from
   * `listening` on. It completes after `stopped`, and never errors.
   */
  readonly events$: NodeStream<NodeEvent>;
  /** The texts that come, as bytes; `events$` tells of the same ones in words. */
  readonly received$: NodeStream<Received>;
  /** Those that come under a topic. */
  messages$(topic: string): NodeStream<Received>;
  /** What the node is now, and then each change, at most one a tick. Completes once it has stopped. */
  readonly state$: NodeStream<NodeState>;
  /** Resolves once connected. A peer is an address, a port of this host, a lab id, a name or an id. */
  connect(peer: string): Promise<Connection>;
  disconnect(peer: string): Promise<{ readonly peer: PeerId }>;
  /**
   * Resolves once the text has arrived, over others where the peer is not connected, and rejects if it has not. Until then the bytes have to stay as they are:
   * long ones are not copied.
   */
  send(peer: string, content: string | Uint8Array): Promise<Delivery>;
  /**
   * To everybody: resolves once it is on its way, with those it went to directly and those who are known and not there.
   * That it arrives, and where, is told by nobody.
   */
  broadcast(content: string | Uint8Array): Promise<Broadcast>;
  /** The same under a topic, for those who listen to it; up to 64 bytes of text. */
  publish(topic: string, content: string | Uint8Array): Promise<Broadcast>;
  /**
   * Resolves with what the peer answers to that topic, over others where it is not connected. Rejects with the reason why
   * there is no answer, within `timeoutMs` at most. Where more is asked than can be under way, it rejects at once.
   */
  ask(
    peer: string,
    topic: string,
    content: string | Uint8Array,
    how?: { readonly timeoutMs?: number },
  ): Promise<Reply>;
  /**
   * Answers what peers ask about a topic, until what it returns is called. What is thrown is told as an `error` event
   * here, and to whoever asked as `answer-failed` without its words.
   */
  answer(topic: string, answer: AnswerTo): () => void;
  /** Says to everybody that it is there, now and not only in its time. */
  announce(): Promise<void>;
  /** Its neighbours, and to whom it could turn when one of them goes. */
  view(): Promise<OverlayView>;
  /** Who is linked to whom, as all say themselves; the node itself comes first. */
  topology(): Promise<readonly TopologyLine[]>;
  /** The way to a peer, with the time to each who is on it and back. */
  route(peer: string): Promise<Route>;
  /** Looks where nodes are on this host: on the ports `FROM-TO`, or on those that lab ids up to 10 have. */
  scan(range?: string): Promise<readonly ScanLine[]>;
  /** All that are known. */
  peers(): Promise<readonly PeerLine[]>;
  /** Those that are connected. */
  linked(): Promise<readonly PeerLine[]>;
  status(): Promise<NodeStatus>;
  /** Puts a note on the tape, and tells in which turn. */
  mark(text: string): Promise<{ readonly turn: number }>;
  /** Why a peer is not connected, or how it came to be. */
  why(peer: string): Promise<Why>;
  /** Of the tape, if there is one. */
  trace(): Promise<TapeSummary>;
  /**
   * What the console says. Every command gets one answer, and none rejects. With an id of the asker's own
   * the answer also stands among the events, in its place.
   */
  obey(words: NodeWords, id?: string | number): Promise<Answered>;
  /**
   * Says goodbye to everybody and resolves once nothing is left open; at once, without a word, if
   * told so, also while it is leaving. May be called any number of times.
   */
  close(how?: { readonly atOnce?: boolean }): Promise<void>;
}

/** A command of the console: most are the node's, and some are answered on its behalf. */
export type NodeWords =
  | Exclude<CommandWords, ReplyWords>
  | { readonly command: 'why'; readonly peer: string }
  | { readonly command: 'trace' };

export interface PeerLine extends PeerState {
  /** How far it is trusted, of 100. */
  readonly standing: number;
}

export interface Connection {
  readonly peer: PeerId;
  /** It was connected before. */
  readonly already: boolean;
}

export interface NodeStatus {
  readonly turn: number;
  readonly listening: readonly string[];
  readonly links: number;
  readonly linked: number;
  readonly peers: number;
  readonly contacts: number;
  readonly overlay: OverlayCounts;
  readonly uptimeMs: number;
  readonly pid: number;
}
