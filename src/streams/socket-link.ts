import type { Socket } from 'node:net';
import type { Observable } from 'rxjs';
import type { LinkCode } from '../protocol/inputs.ts';
import { limits } from '../protocol/limits.ts';
import { LinkMailbox } from './link-mailbox.ts';
import type { Link, LinkEvent } from './link.ts';

const NOTHING = new Uint8Array(0);

/**
 * A link over a connected socket. What one tick brings is gathered and handed out by `setImmediate`:
 * microtasks run between the pieces of one tick. The socket rests while as much waits as one event
 * can hold, also before anybody listens.
 */
export class SocketLink implements Link {
  readonly address: string;
  readonly binding = NOTHING;
  readonly event$: Observable<LinkEvent>;
  readonly #socket: Socket;
  readonly #mailbox: LinkMailbox;
  #error: NodeJS.ErrnoException | null = null;
  #hasPeerEnded = false;
  #isCongested = false;
  #isClosing = false;
  #isHandOutDue = false;

  constructor(socket: Socket, address: string) {
    this.address = address;
    this.#socket = socket;
    this.#mailbox = new LinkMailbox({
      subscribed: () => {
        socket.resume();
        this.#handOutSoon();
      },
      unsubscribed: () => this.close(),
    });
    this.event$ = this.#mailbox.event$;
    this.#mailbox.post({ type: 'secured', peer: null });
    socket
      .on('data', (chunk: Uint8Array) => this.#gather(chunk))
      .on('end', () => this.#judgeEnd())
      .on('drain', () => this.#drained())
      .on('finish', () => this.#drained())
      .on('error', (error) => (this.#error ??= error))
      .on('close', () => this.#closed());
  }

  write(bytes: Uint8Array): void {
    if (this.#isClosing || !this.#socket.writable || bytes.length === 0) return;
    this.#socket.write(bytes);
    if (this.#isCongested || this.#socket.writableLength <= limits.linkBufferBytesMax) return;
    this.#isCongested = true;
    this.#post({ type: 'congested' });
  }

  end(): void {
    if (!this.#isClosing) this.#socket.end();
  }

  close(): void {
    const socket = this.#socket;
    if (this.#isClosing || socket.destroyed) return;
    this.#isClosing = true;
    this.#mailbox.clear();
    if (this.#haveBothEnded) socket.destroy();
    else if (!this.#hasEnded || socket.writableFinished) socket.resetAndDestroy();
    // A socket cannot be reset while it is being shut down.
    else socket.once('finish', () => socket.resetAndDestroy());
  }

  get #hasEnded(): boolean {
    return this.#socket.writableEnded && this.#socket.writableLength === 0;
  }

  get #haveBothEnded(): boolean {
    return this.#hasPeerEnded && this.#hasEnded;
  }

  #gather(chunk: Uint8Array): void {
    if (this.#isClosing) return;
    this.#mailbox.gather(chunk);
    if (this.#mailbox.bytes >= limits.inputBytesMax) this.#socket.pause();
    this.#handOutSoon();
  }

  /** A reset that comes together with bytes is reported as an end; an empty write finds it out. */
  #judgeEnd(): void {
    if (!this.#socket.writable || this.#socket.writableLength > 0) return this.#ended();
    this.#socket.write(NOTHING, (error) => {
      if (error === null || error === undefined) this.#ended();
    });
  }

  #ended(): void {
    this.#hasPeerEnded = true;
    this.#post({ type: 'ended' });
  }

  #drained(): void {
    if (!this.#isCongested) return;
    this.#isCongested = false;
    this.#post({ type: 'drained' });
  }

  #closed(): void {
    this.#isClosing = true;
    this.#mailbox.post({ type: 'closed', code: this.#closeCode() });
    this.#handOutSoon();
  }

  #closeCode(): LinkCode {
    if (this.#error !== null) return RESETS.has(this.#error.code ?? '') ? 'reset' : 'link-failed';
    return this.#haveBothEnded ? 'ended' : 'reset';
  }

  #post(event: LinkEvent): void {
    if (this.#isClosing) return;
    this.#mailbox.post(event);
    this.#handOutSoon();
  }

  #handOutSoon(): void {
    if (this.#isHandOutDue || !this.#mailbox.hasReader) return;
    this.#isHandOutDue = true;
    setImmediate(() => {
      this.#isHandOutDue = false;
      this.#mailbox.handOut();
      if (this.#socket.isPaused() && this.#mailbox.hasReader) this.#socket.resume();
    });
  }
}

/** How the system says that the other side has torn the connection. */
const RESETS: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ENOTCONN', 'ECONNABORTED']);
