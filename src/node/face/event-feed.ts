import { Subject } from 'rxjs';
import type { NodeEvent } from '../telling/node-event.ts';
import { NodeStream } from './node-stream.ts';

/**
 * The events of a node in their order. Whoever subscribes before the beginning is over also gets
 * what was said before.
 */
export class EventFeed {
  readonly event$: NodeStream<NodeEvent>;
  readonly #said$ = new Subject<NodeEvent>();
  #beginning: NodeEvent[] | null = [];

  constructor() {
    this.event$ = new NodeStream(
      'all',
      (subscriber) => {
        for (const event of this.#beginning ?? []) subscriber.next(event);
        return this.#said$.subscribe(subscriber);
      },
      textUnitsIn,
    );
  }

  /** Somebody hears what is said, now or by subscribing soon. */
  get isHeard(): boolean {
    return this.#beginning !== null || this.#said$.observed;
  }

  say(event: NodeEvent): void {
    this.#beginning?.push(event);
    this.#said$.next(event);
  }

  endBeginning(): void {
    this.#beginning = null;
  }

  end(): void {
    this.#beginning = null;
    this.#said$.complete();
  }
}

/** Of what a peer can make as long as it likes. */
function textUnitsIn(event: NodeEvent): number {
  return event.event === 'message' ? (event.text ?? event.bytes ?? '').length : 0;
}
