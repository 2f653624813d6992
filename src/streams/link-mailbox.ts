import { Observable, type Subscriber } from 'rxjs';
import { limits } from '../protocol/limits.ts';
import type { LinkEvent } from './link.ts';
import { plainBytes } from './plain-bytes.ts';

/**
 * What has happened to a link and was not handed out yet: every implementation's way to keep the
 * port's promises. Nothing is lost before the one subscriber comes, bytes that stand together are
 * one event of at most `inputBytesMax`, and nothing comes after `closed`.
 */
export class LinkMailbox {
  readonly event$: Observable<LinkEvent>;
  readonly #events: (KeptBytes | LinkTurn)[] = [];
  /** The bytes event that can still grow: only ever the last one. */
  #growing: { readonly chunks: Uint8Array[]; room: number } | null = null;
  #bytes = 0;
  #subscriber: Subscriber<LinkEvent> | null = null;
  #isTaken = false;
  #isHandingOut = false;

  constructor(reader: { subscribed(): void; unsubscribed(): void }) {
    this.event$ = new Observable((subscriber) => {
      if (this.#isTaken) throw new TypeError('a link has one subscriber');
      this.#isTaken = true;
      this.#subscriber = subscriber;
      reader.subscribed();
      return () => {
        this.#subscriber = null;
        reader.unsubscribed();
      };
    });
  }

  get hasReader(): boolean {
    return this.#subscriber !== null;
  }

  /** How many bytes wait to be handed out. */
  get bytes(): number {
    return this.#bytes;
  }

  gather(chunk: Uint8Array): void {
    let rest = plainBytes(chunk);
    this.#bytes += chunk.length;
    while (rest.length > 0) {
      this.#growing ??= this.#startBytes();
      const piece = rest.subarray(0, this.#growing.room);
      this.#growing.chunks.push(piece);
      this.#growing.room -= piece.length;
      if (this.#growing.room === 0) this.#growing = null;
      rest = rest.subarray(piece.length);
    }
  }

  post(event: LinkTurn): void {
    this.#growing = null;
    this.#events.push(event);
  }

  /** Forgets what was not handed out. */
  clear(): void {
    this.#events.length = 0;
    this.#growing = null;
    this.#bytes = 0;
  }

  /** Nobody will hear of anything any more, and nobody is told so. */
  abandon(): void {
    this.clear();
    this.#isTaken = true;
    this.#subscriber = null;
  }

  /**
   * Hands out what waits, unless that is under way or nobody listens, and of bytes about as many as
   * it is told. Whether there is more.
   */
  handOut(bytesMax = Infinity): boolean {
    if (this.#isHandingOut) return false;
    this.#isHandingOut = true;
    let room = bytesMax;
    try {
      while (this.#subscriber !== null) {
        const event = this.#events[0];
        if (event === undefined) return false;
        if (event.type === 'bytes') {
          if (room <= 0) return true;
          const chunks = this.#takeBytes(event, room);
          for (const chunk of chunks) room -= chunk.length;
          this.#deliver({ type: 'bytes', chunks }, this.#subscriber);
        } else {
          this.#events.shift();
          this.#deliver(event, this.#subscriber);
        }
      }
      return false;
    } finally {
      this.#isHandingOut = false;
    }
  }

  /** The rest stays where it is. */
  #takeBytes({ chunks }: KeptBytes, room: number): readonly Uint8Array[] {
    let length = 0;
    let whole = 0;
    while (whole < chunks.length && length + chunks[whole]!.length <= room) {
      length += chunks[whole]!.length;
      whole += 1;
    }
    if (whole === chunks.length) {
      this.#events.shift();
      return chunks;
    }
    const taken = chunks.splice(0, whole);
    const cut = chunks[0]!;
    if (length < room) taken.push(cut.subarray(0, room - length));
    chunks[0] = cut.subarray(room - length);
    return taken;
  }

  #startBytes(): { chunks: Uint8Array[]; room: number } {
    const chunks: Uint8Array[] = [];
    this.#events.push({ type: 'bytes', chunks });
    return { chunks, room: limits.inputBytesMax };
  }

  #deliver(event: LinkEvent, subscriber: Subscriber<LinkEvent>): void {
    if (event.type === 'bytes') {
      for (const chunk of event.chunks) this.#bytes -= chunk.length;
      if (this.#events.length === 0) this.#growing = null;
    }
    if (event.type === 'closed') this.clear();
    subscriber.next(event);
    if (event.type === 'closed') subscriber.complete();
  }
}

interface KeptBytes {
  readonly type: 'bytes';
  readonly chunks: Uint8Array[];
}

/** What is no bytes. */
export type LinkTurn = Exclude<LinkEvent, { readonly type: 'bytes' }>;
