import type { Command } from './commands.ts';
import type { SealedPost } from './effects.ts';
import type { NodeConfig } from './node-config.ts';
import type { PeerId } from './peer-id.ts';

/** How a link ended, as its world saw it. */
export type LinkCode =
  | 'ended'
  | 'reset'
  | 'link-failed'
  | 'tls-failed'
  | 'no-certificate'
  | 'bad-certificate'
  | 'resumed-session';
export type ProofFault = 'wrong-key' | 'wrong-network-key';
export type DialCode = 'refused' | 'unreachable' | 'link-failed' | 'bad-address';
export type ListenCode = 'port-busy' | 'listen-failed';

/**
 * One thing from outside, in the past tense. Links are named by the node for dials (`o1`) and by the
 * world for accepted ones (`i1`).
 */
export type Happening =
  /** The first of every run. */
  | { readonly type: 'node.started'; readonly config: NodeConfig }
  | { readonly type: 'network.listening'; readonly host: string; readonly port: number }
  | { readonly type: 'network.failed'; readonly code: ListenCode; readonly text: string }
  | { readonly type: 'link.accepted'; readonly link: string; readonly address: string }
  | { readonly type: 'link.opened'; readonly link: string; readonly address: string }
  | { readonly type: 'dial.failed'; readonly link: string; readonly code: DialCode }
  /** Whose key stands at the other end; null on a plain link. */
  | { readonly type: 'link.secured'; readonly link: string; readonly peer: PeerId | null }
  /** What was made of the peer's proof; null: it holds. */
  | { readonly type: 'link.judged'; readonly link: string; readonly fault: ProofFault | null }
  /** Of the words of that batch, in their order. */
  | {
      readonly type: 'seals.made';
      readonly of: SealedPost['of'];
      readonly batch: number;
      readonly key: Uint8Array;
      readonly signatures: readonly Uint8Array[];
    }
  | {
      readonly type: 'seals.judged';
      readonly of: SealedPost['of'];
      readonly batch: number;
      readonly sound: readonly boolean[];
    }
  /** Somebody around says that it listens there. */
  | { readonly type: 'lan.heard'; readonly id: PeerId; readonly address: string }
  /** All that came since the last tick, at most `inputBytesMax`. */
  | { readonly type: 'link.bytes'; readonly link: string; readonly chunks: readonly Uint8Array[] }
  | { readonly type: 'link.congested'; readonly link: string }
  | { readonly type: 'link.drained'; readonly link: string }
  /** The other side will send no more. */
  | { readonly type: 'link.ended'; readonly link: string }
  /** Nothing will come of this link any more, in either direction. */
  | { readonly type: 'link.closed'; readonly link: string; readonly code: LinkCode }
  | { readonly type: 'timer.fired'; readonly timer: string }
  | { readonly type: 'random.drawn'; readonly effect: string; readonly bytes: Uint8Array }
  /** All that was commanded in one tick. */
  | { readonly type: 'commands'; readonly commands: readonly Command[] };

/** `at`: integer microseconds since the run's start, never going back. */
export type Input = Happening & { readonly at: number };
