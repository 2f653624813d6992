import { Subject } from 'rxjs';
import type { Report } from '../../protocol/effects.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { messageIds } from '../telling/message-id.ts';
import { NodeStream } from './node-stream.ts';

/** A text as it came. */
export interface Received {
  readonly from: PeerId;
  readonly messageId: string;
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

  hear({ from, instance, texts }: Extract<Report, { readonly event: 'message' }>): void {
    if (!this.#came$.observed) return;
    const idOf = messageIds(from, instance);
    for (const { sequence, body } of texts) {
      const content = body.source.subarray(body.start, body.end);
      this.#came$.next({ from, messageId: idOf(sequence), content, hops: 1 });
    }
  }

  end(): void {
    this.#came$.complete();
  }
}
