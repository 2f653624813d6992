import type { Reason } from '../../protocol/close-codes.ts';
import type { Gossip, Hello, Text } from '../../protocol/messages.ts';
import type { PeerId } from '../../protocol/peer-id.ts';

/** What the actors of one node tell each other. */
export type Told = ToConnection | ToContact | ToAlarm | ToNode;

export type ToConnection =
  | { readonly type: 'peer.accepted'; readonly ignored: boolean }
  | { readonly type: 'leave'; readonly code: string }
  /** At once, without a word. */
  | { readonly type: 'abort'; readonly code: string }
  | { readonly type: 'warn'; readonly code: string }
  | { readonly type: 'ignore'; readonly ignored: boolean }
  | { readonly type: 'probe' }
  | { readonly type: 'send'; readonly texts: readonly Text[] }
  /** To the neighbour at the other end. */
  | { readonly type: 'say'; readonly messages: readonly Gossip[] };

export type ToContact =
  | { readonly type: 'contact.linked' }
  | { readonly type: 'contact.lost' }
  | { readonly type: 'contact.refused' }
  /** It has what it wanted, and need not come back before so long. */
  | { readonly type: 'contact.served'; readonly againMs: number }
  | { readonly type: 'contact.dropped' };

export type ToAlarm =
  | { readonly type: 'alarm.set'; readonly due: number }
  | { readonly type: 'alarm.off' };

export type ToNode =
  | { readonly type: 'alarm.rang' }
  | { readonly type: 'contact.due'; readonly address: string }
  /** Its peer has shown who it is; `secure`: by the link itself. */
  | {
      readonly type: 'connection.greeted';
      readonly link: string;
      readonly hello: Hello;
      readonly secure: boolean;
    }
  | { readonly type: 'connection.welcomed'; readonly link: string }
  | { readonly type: 'connection.established'; readonly link: string }
  | {
      readonly type: 'connection.gossip';
      readonly link: string;
      readonly messages: readonly Gossip[];
    }
  | { readonly type: 'connection.measured'; readonly link: string; readonly rttUs: number }
  | { readonly type: 'connection.leaving'; readonly link: string; readonly reason: Reason }
  /** `proven`: whose key the link itself has shown. */
  | {
      readonly type: 'connection.closed';
      readonly link: string;
      readonly reason: Reason;
      readonly proven: PeerId | null;
    };
