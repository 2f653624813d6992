import type { Writable } from 'node:stream';
import type { Subscription } from 'rxjs';
import type { Cancel, Clock } from '../../streams/clock.ts';
import type { Head } from '../answers/head.ts';
import { inspectorLimits } from '../answers/inspector-limits.ts';
import type { Film } from '../film/film.ts';

/**
 * Tells every page how far the tape is known, as server-sent events. Each is a state, so the newest is as
 * good as all: nothing is kept for a page that does not read but that there is something newer.
 */
export class HeadTeller {
  readonly #film: Pick<Film, 'head' | 'head$'>;
  readonly #clock: Clock;
  readonly #pages = new Set<Listener>();
  readonly #subscription: Subscription;
  #toldAt = -Infinity;
  #isDue = false;
  #cancelTell: Cancel = () => {};
  #cancelBeat: Cancel = () => {};

  constructor(film: Pick<Film, 'head' | 'head$'>, clock: Clock) {
    this.#film = film;
    this.#clock = clock;
    this.#subscription = film.head$.subscribe(() => this.#soon());
    this.#beatLater();
  }

  get isFull(): boolean {
    return this.#pages.size >= inspectorLimits.pagesMax;
  }

  /** Until it is closed. Its `highWaterMark` says how much may wait for it. */
  tell(stream: Writable): void {
    const page: Listener = { stream, told: null, isWaiting: false, missedBeats: 0 };
    this.#pages.add(page);
    stream.on('error', () => {});
    stream.on('close', () => this.#pages.delete(page));
    stream.on('drain', () => {
      page.isWaiting = false;
      page.missedBeats = 0;
      this.#tellOne(page);
    });
    this.#tellOne(page);
  }

  close(): void {
    this.#subscription.unsubscribe();
    this.#cancelTell();
    this.#cancelBeat();
    for (const page of this.#pages) {
      this.#tellOne(page);
      page.stream.end();
    }
  }

  /** At once, unless it was told just now. */
  #soon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    const due = Math.max(this.#toldAt + inspectorLimits.tellEveryMs * 1_000, this.#clock.now());
    this.#cancelTell = this.#clock.at(due, () => {
      this.#isDue = false;
      this.#toldAt = this.#clock.now();
      for (const page of this.#pages) this.#tellOne(page);
    });
  }

  #tellOne(page: Listener): void {
    const { head } = this.#film;
    if (page.isWaiting || page.told === head) return;
    page.told = head;
    this.#write(page, `event: head\ndata: ${JSON.stringify(head)}\n\n`);
  }

  #write(page: Listener, text: string): void {
    page.isWaiting = !page.stream.write(text);
  }

  /** A page that has gone without a word is found out by writing to it. */
  #beatLater(): void {
    this.#cancelBeat = this.#clock.at(
      this.#clock.now() + inspectorLimits.pageBeatMs * 1_000,
      () => {
        for (const page of this.#pages) this.#beat(page);
        this.#beatLater();
      },
    );
  }

  #beat(page: Listener): void {
    if (!page.isWaiting) return this.#write(page, ':\n\n');
    page.missedBeats += 1;
    if (page.missedBeats > 1) page.stream.destroy();
  }
}

interface Listener {
  readonly stream: Writable;
  told: Head | null;
  /** It has not taken all of what it was told. */
  isWaiting: boolean;
  missedBeats: number;
}
