import { filter, Subject } from 'rxjs';
import type { Body } from '../../protocol/body.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { isText, kindOf, type MessagesCame } from '../telling/message-events.ts';
import { castId, messageId, messageIds } from '../telling/message-id.ts';
import type { MessageKind } from '../telling/node-event.ts';
import { NodeStream } from './node-stream.ts';

/** A text as it came. */
export interface Received {
  readonly from: PeerId;
  readonly messageId: string;
  /** From a neighbour, over others, to everybody, or under a topic. */
  readonly kind: MessageKind;
  readonly topic?: string;
  /** A view of what the link has brought: whoever keeps it for long keeps all of that, or makes a copy. */
  readonly content: Uint8Array;
  readonly hops: number;
  /** Over whom, as they say, where that is told and not over one link. */
  readonly path?: readonly PeerId[];
}

/** The texts that come, for programs that want their bytes and no words. */
export class ReceivedFeed {
  readonly received$: NodeStream<Received>;
  readonly #came$ = new Subject<Received>();

  constructor() {
    this.received$ = new NodeStream(
      'all',
      (subscriber) => this.#came$.subscribe(subscriber),
      bytesIn,
    );
  }

  under(topic: string): NodeStream<Received> {
    const came$ = this.#came$.pipe(filter((received) => received.topic === topic));
    return new NodeStream('all', (subscriber) => came$.subscribe(subscriber), bytesIn);
  }

  hear(came: MessagesCame): void {
    if (!this.#came$.observed) return;
    if (came.event === 'broadcast') return this.#hearCasts(came);
    if (came.event === 'mail') return this.#hearLetters(came);
    const { from, instance, texts } = came;
    const idOf = messageIds(from, instance);
    const kind = 'direct';
    for (const { sequence, body } of texts) {
      this.#came$.next({ from, messageId: idOf(sequence), kind, content: viewOf(body), hops: 1 });
    }
  }

  #hearCasts({ casts }: Extract<MessagesCame, { readonly event: 'broadcast' }>): void {
    for (const { from, instance, sequence, hops, topic, body } of casts) {
      const head = { from, messageId: castId(from, instance, sequence) };
      const kind = topic === '' ? 'broadcast' : 'topic';
      const under = topic === '' ? {} : { topic };
      this.#came$.next({ ...head, kind, ...under, content: viewOf(body), hops });
    }
  }

  #hearLetters({ letters }: Extract<MessagesCame, { readonly event: 'mail' }>): void {
    for (const letter of letters.filter(isText)) {
      const { from, instance, sequence, topic, hops, path, body } = letter;
      const head = { from, messageId: messageId(from, instance, sequence), kind: kindOf(letter) };
      const under = topic === '' ? {} : { topic };
      const over = path.length === 0 ? {} : { path };
      this.#came$.next({ ...head, ...under, content: viewOf(body), hops, ...over });
    }
  }

  end(): void {
    this.#came$.complete();
  }
}

function bytesIn({ content }: Received): number {
  return content.length;
}

function viewOf({ source, start, end }: Body): Uint8Array {
  return source.subarray(start, end);
}
