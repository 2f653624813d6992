import type { Observable } from 'rxjs';
import type { LinkCode } from '../protocol/inputs.ts';
import type { PeerId } from '../protocol/peer-id.ts';

export type LinkEvent =
  /** Whose key stands at the other end: the first event, unless the link ends before. */
  | { readonly type: 'secured'; readonly peer: PeerId | null }
  | { readonly type: 'bytes'; readonly chunks: readonly Uint8Array[] }
  | { readonly type: 'congested' }
  | { readonly type: 'drained' }
  | { readonly type: 'ended' }
  | { readonly type: 'closed'; readonly code: LinkCode };

/** Two-way bytes to one peer. */
export interface Link {
  /** Where the other side is, as `host:port`. */
  readonly address: string;
  /** What both ends have and nobody else, once it is secured; empty on a plain link, where no key is shown. */
  readonly binding: Uint8Array;
  /**
   * All that happens to the link, in order, to one subscriber; nothing is lost before it subscribes.
   * `bytes` gathers what one tick brought, at most `inputBytesMax`. After `ended` no bytes come.
   * Completes after `closed`, and never errors: a broken link is a closed one. Unsubscribing closes.
   */
  readonly event$: Observable<LinkEvent>;
  /**
   * Takes the bytes whole, in order, all pieces in one go; they have to stay as they are. `congested` follows once more than `linkBufferBytesMax` waits,
   * `drained` once all of it has gone. After `end` or `close` nothing is taken.
   */
  write(...pieces: readonly Uint8Array[]): void;
  /** Half-close, after what was written; bytes of the other side still come. */
  end(): void;
  /** At once: what waits is dropped, and the other side sees a reset unless both had ended. */
  close(): void;
}
