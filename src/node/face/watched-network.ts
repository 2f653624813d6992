import { finalize, map, type Observable } from 'rxjs';
import type { Link } from '../../streams/link.ts';
import type { DialEvent, ListenEvent, Network } from '../../streams/network.ts';

/** A network that knows whether anything of it is open still: whoever closes a node waits for that. */
export class WatchedNetwork implements Network {
  readonly #network: Network;
  readonly #waiting: (() => void)[] = [];
  #open = 0;

  constructor(network: Network) {
    this.#network = network;
  }

  /** Resolves once nobody listens, nothing is dialled and every link has closed. */
  get idle(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#tellWaiting();
    });
  }

  listen(host: string, port: number): Observable<ListenEvent> {
    const event$ = this.#network.listen(host, port);
    return this.#counted(event$).pipe(
      map((event) =>
        event.type === 'accepted' ? { ...event, link: this.#watched(event.link) } : event,
      ),
    );
  }

  dial(address: string): Observable<DialEvent> {
    return this.#counted(this.#network.dial(address)).pipe(
      map((event) =>
        event.type === 'opened' ? { ...event, link: this.#watched(event.link) } : event,
      ),
    );
  }

  /** Counted from the moment somebody subscribes, which a node does at once. */
  #counted<T>(event$: Observable<T>): Observable<T> {
    this.#open += 1;
    return event$.pipe(finalize(() => this.#gone()));
  }

  /** A link that is closed before anybody has heard of it has nobody who would wait for it. */
  #watched(link: Link): Link {
    this.#open += 1;
    let isGone = false;
    let isHeard = false;
    const gone = (): void => {
      if (!isGone) this.#gone();
      isGone = true;
    };
    const event$ = link.event$.pipe(finalize(gone));
    return {
      address: link.address,
      get binding() {
        return link.binding;
      },
      get event$() {
        isHeard = true;
        return event$;
      },
      write: (...pieces) => link.write(...pieces),
      end: () => link.end(),
      close: () => {
        link.close();
        if (!isHeard) gone();
      },
    };
  }

  #gone(): void {
    this.#open -= 1;
    this.#tellWaiting();
  }

  #tellWaiting(): void {
    if (this.#open > 0) return;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
