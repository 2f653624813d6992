import type { Socket } from 'node:net';
import type { Observable } from 'rxjs';
import type { LinkCode } from '../protocol/inputs.ts';
import { limits } from '../protocol/limits.ts';
import type { PeerId } from '../protocol/peer-id.ts';
import { handOutSoon } from './hand-out-rounds.ts';
import { LinkMailbox, type LinkTurn } from './link-mailbox.ts';
import type { Link, LinkEvent } from './link.ts';

/**
 * A link over a connected socket. What one tick brings is gathered and handed out when it is over, in
 * turn with other links: microtasks run between the pieces of one tick. The socket rests while as
 * much waits as one event can hold, also before anybody listens. Whoever makes it says when it is secured.
 */
export class SocketLink implements Link {
  readonly address: string;
  readonly event$: Observable<LinkEvent>;
  readonly #socket: Socket;
  /** What carries the socket: itself, unless that is one of TLS, which cannot be reset. */
  readonly #carrier: Socket;
  readonly #mailbox: LinkMailbox;
  #binding: Uint8Array = NOTHING;
  #verdict: LinkCode | null = null;
  #error: NodeJS.ErrnoException | null = null;
  #isSecured = false;
  #isEndDue = false;
  #hasPeerEnded = false;
  #isCongested = false;
  #isClosing = false;

  constructor(socket: Socket, address: string, carrier: Socket = socket) {
    this.address = address;
    this.#socket = socket;
    this.#carrier = carrier;
    this.#mailbox = new LinkMailbox({
      subscribed: () => {
        socket.resume();
        this.#handOutSoon();
      },
      unsubscribed: () => this.close(),
    });
    this.event$ = this.#mailbox.event$;
    socket
      .on('data', (chunk: Uint8Array) => this.#gather(chunk))
      .on('end', () => this.#judgeEnd())
      .on('drain', () => this.#drained())
      .on('finish', () => this.#drained())
      .on('error', (error) => this.fail(error))
      .on('close', () => this.#closed());
    if (carrier !== socket) carrier.on('error', (error) => this.fail(error));
  }

  get binding(): Uint8Array {
    return this.#binding;
  }

  /** Whose key stands at the other end is known from here on. */
  secure(peer: PeerId | null, binding: Uint8Array): void {
    this.#isSecured = true;
    this.#binding = binding;
    this.#post({ type: 'secured', peer });
    this.#judgeCongestion();
    if (this.#isEndDue) this.end();
  }

  /** Nobody will hear of it but that it was closed, and why. */
  refuse(code: LinkCode): void {
    this.#verdict ??= code;
    this.close();
  }

  /** The socket is of no use any more. */
  fail(error: NodeJS.ErrnoException): void {
    this.#error ??= error;
    this.#socket.destroy();
  }

  write(...pieces: readonly Uint8Array[]): void {
    if (this.#isClosing || this.#isEndDue || !this.#socket.writable) return;
    const isOne = pieces.length === 1;
    if (!isOne) this.#socket.cork();
    for (const piece of pieces) if (piece.length > 0) this.#socket.write(piece);
    if (!isOne) this.#socket.uncork();
    this.#judgeCongestion();
  }

  end(): void {
    this.#isEndDue = true;
    if (this.#isSecured && !this.#isClosing) this.#socket.end();
  }

  close(): void {
    if (this.#isClosing || this.#socket.destroyed) return;
    this.#isClosing = true;
    this.#verdict ??= this.#haveBothEnded ? 'ended' : 'reset';
    this.#mailbox.clear();
    if (this.#haveBothEnded) this.#socket.destroy();
    else if (this.#hasEnded && !this.#socket.writableFinished) this.#resetSoon();
    else this.#carrier.resetAndDestroy();
  }

  get #hasEnded(): boolean {
    return this.#socket.writableEnded && this.#socket.writableLength === 0;
  }

  get #haveBothEnded(): boolean {
    return this.#hasPeerEnded && this.#hasEnded;
  }

  /** A socket cannot be reset while it is being shut down, which is never done if the peer reads nothing. */
  #resetSoon(): void {
    const giveUp = setTimeout(() => this.#carrier.destroy(), limits.closeTimeoutMs).unref();
    this.#socket
      .once('finish', () => this.#carrier.resetAndDestroy())
      .once('close', () => clearTimeout(giveUp));
  }

  #judgeCongestion(): void {
    if (this.#isCongested || !this.#isSecured) return;
    if (this.#socket.writableLength <= limits.linkBufferBytesMax) return;
    this.#isCongested = true;
    this.#post({ type: 'congested' });
  }

  #gather(chunk: Uint8Array): void {
    if (this.#isClosing) return;
    this.#mailbox.gather(chunk);
    if (this.#mailbox.bytes >= limits.inputBytesMax) this.#socket.pause();
    this.#handOutSoon();
  }

  /** A reset that comes together with bytes is reported as an end; an empty write of its carrier finds it out. */
  #judgeEnd(isAgain = false): void {
    if (this.#socket.destroyed) return;
    if (!this.#isSecured) return this.refuse('tls-failed');
    const isBusy = this.#socket.writableLength > 0;
    // What was written just now counts as waiting for this tick, even if it is gone.
    if (isBusy && !isAgain) return void setImmediate(() => this.#judgeEnd(true));
    if (!this.#socket.writable || isBusy) return this.#ended();
    this.#carrier.write(NOTHING, (error) => {
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
    if (this.#verdict !== null) return this.#verdict;
    if (!this.#isSecured) return 'tls-failed';
    if (this.#error !== null) return codeOf(this.#error);
    return this.#haveBothEnded ? 'ended' : 'reset';
  }

  #post(event: LinkTurn): void {
    if (this.#isClosing) return;
    this.#mailbox.post(event);
    this.#handOutSoon();
  }

  #handOutSoon(): void {
    if (this.#mailbox.hasReader) handOutSoon(this.#handOut);
  }

  readonly #handOut = (bytesMax: number): boolean => {
    const hasMore = this.#mailbox.handOut(bytesMax);
    const hasRoom = this.#mailbox.bytes < limits.inputBytesMax;
    if (hasRoom && this.#socket.isPaused() && this.#mailbox.hasReader) this.#socket.resume();
    return hasMore;
  };
}

const NOTHING = new Uint8Array(0);

function codeOf({ code = '' }: NodeJS.ErrnoException): LinkCode {
  if (RESETS.has(code)) return 'reset';
  return /^(?:ERR_SSL_|ERR_TLS_|EPROTO$)/.test(code) ? 'tls-failed' : 'link-failed';
}

/** How the system says that the other side has torn the connection. */
const RESETS: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ENOTCONN', 'ECONNABORTED']);
