import type { Observable, Subscription } from 'rxjs';

/** All that a stream has said, and a way to wait for what it will say. */
export class Recording<T> {
  readonly events: T[] = [];
  readonly #subscription: Subscription;
  #waiting: { readonly isThere: () => boolean; readonly resolve: () => void }[] = [];
  isComplete = false;
  error: unknown = null;

  constructor(event$: Observable<T>, isKept: (event: T) => boolean = () => true) {
    this.#subscription = event$.subscribe({
      next: (event) => {
        if (isKept(event)) this.events.push(event);
        this.#wake();
      },
      error: (error: unknown) => {
        this.error = error;
        this.#wake();
      },
      complete: () => {
        this.isComplete = true;
        this.#wake();
      },
    });
  }

  unsubscribe(): void {
    this.#subscription.unsubscribe();
  }

  /** Resolves once this holds of what was heard. */
  until(isThere: (recording: this) => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ isThere: () => isThere(this), resolve });
      this.#wake();
    });
  }

  #wake(): void {
    const ready = this.#waiting.filter(({ isThere }) => isThere());
    this.#waiting = this.#waiting.filter((waiter) => !ready.includes(waiter));
    for (const { resolve } of ready) resolve();
  }
}
