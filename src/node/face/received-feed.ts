import { Subject } from 'rxjs';
import type { Body } from '../../protocol/body.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import type { MessagesCame } from '../telling/message-events.ts';
import { castId, messageIds } from '../telling/message-id.ts';
import { NodeStream } from './node-stream.ts';

/** A text as it came. */
export interface Received {
  readonly from: PeerId;
  readonly messageId: string;
  /** To this node, or to everybody. */
  readonly kind: 'direct' | 'broadcast';
  /** A view of what the link has brought: whoever keeps it for long keeps all of that, or makes a copy. */
  readonly content: Uint8Array;
  readonly hops: number;
}

/** The texts that come, for programs that want their bytes and no words. */
export class ReceivedFeed {
  readonly received$: NodeStream<Received>;
  readonly #came$ = new Subject<Received>();

  constructor() {
    this.received$ = new NodeStream(
      'all',
      (subscriber) => this.#came$.subscribe(subscriber),
      ({ content }) => content.length,
    );
  }

  hear(came: MessagesCame): void {
    if (!this.#came$.observed) return;
    if (came.event === 'broadcast') return this.#hearCasts(came);
    const { from, instance, texts } = came;
    const idOf = messageIds(from, instance);
    const kind = 'direct';
    for (const { sequence, body } of texts) {
      this.#came$.next({ from, messageId: idOf(sequence), kind, content: viewOf(body), hops: 1 });
    }
  }

  #hearCasts({ casts }: Extract<MessagesCame, { readonly event: 'broadcast' }>): void {
    const kind = 'broadcast';
    for (const { from, instance, sequence, hops, body } of casts) {
      const messageId = castId(from, instance, sequence);
      this.#came$.next({ from, messageId, kind, content: viewOf(body), hops });
    }
  }

  end(): void {
    this.#came$.complete();
  }
}

function viewOf({ source, start, end }: Body): Uint8Array {
  return source.subarray(start, end);
}
