import type {
  Bye,
  Gossip,
  Hello,
  Notice,
  Ping,
  Pong,
  Proof,
  Receipt,
  Text,
} from '../../protocol/messages.ts';
import type { DialCode, LinkCode, ProofFault } from '../../protocol/inputs.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import type { ToConnection } from '../engine/told.ts';

/** What every event carries: when it came, and in which turn. */
export interface Stamp {
  readonly at: number;
  readonly turn: number;
}

/** What the link, the peer and the world say. */
export type FromOutside =
  | { readonly type: 'link.opened'; readonly address: string }
  | { readonly type: 'link.secured'; readonly peer: PeerId | null }
  | { readonly type: 'link.judged'; readonly fault: ProofFault | null }
  | { readonly type: 'dial.failed'; readonly code: DialCode }
  | { readonly type: 'random.drawn'; readonly bytes: Uint8Array }
  | { readonly type: 'link.congested' | 'link.drained' | 'link.ended' }
  | { readonly type: 'link.closed'; readonly code: LinkCode }
  | { readonly type: 'link.bytes' }
  | { readonly type: 'bytes.rejected'; readonly code: string; readonly text: string }
  | { readonly type: 'hello'; readonly message: Hello }
  | { readonly type: 'proof'; readonly message: Proof }
  | { readonly type: 'welcome' }
  | { readonly type: 'ping'; readonly message: Ping }
  | { readonly type: 'pong'; readonly message: Pong }
  | { readonly type: 'receipt'; readonly message: Receipt }
  | { readonly type: 'notice'; readonly message: Notice }
  | { readonly type: 'bye'; readonly message: Bye }
  | { readonly type: 'texts'; readonly texts: readonly Text[] }
  | { readonly type: 'gossip'; readonly messages: readonly Gossip[] };

export type ConnectionEvent = (FromOutside | ToConnection) & Stamp;
