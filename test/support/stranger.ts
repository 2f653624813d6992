import { connect, type Socket } from 'node:net';
import { connect as connectSecurely, type ConnectionOptions } from 'node:tls';
import { afterAll } from 'vitest';
import { nothingPending } from '../../src/codec/cut-frames.ts';
import { encodeFrames } from '../../src/codec/encode-frames.ts';
import { readMessages } from '../../src/codec/read-messages.ts';
import type { Message, MessageKind } from '../../src/protocol/messages.ts';

type Said<Kind extends MessageKind> = Extract<Message, { kind: Kind }>;

const sockets: Socket[] = [];
afterAll(() => {
  for (const socket of sockets) socket.destroy();
});

/** Somebody at a socket, who says to a node what they like, and hears what it says if they like. */
export class Stranger {
  readonly socket: Socket;
  /** What carries the socket: itself, unless that is one of TLS, which cannot be reset. */
  readonly carrier: Socket;
  /** Resolves once there is a link, and on TLS once it is secured. */
  readonly opened: Promise<void>;
  /** Resolves to how long it was open, in milliseconds. */
  readonly closed: Promise<number>;
  readonly heard: Message[] = [];
  #port = 0;
  #pending = nothingPending;
  #waiting: (() => void)[] = [];

  constructor(socket: Socket, carrier = socket) {
    const began = performance.now();
    this.socket = socket.on('error', () => {}).on('data', (chunk) => this.#hear(chunk));
    carrier.once('connect', () => (this.#port = carrier.localPort ?? 0));
    this.carrier = carrier.on('error', () => {});
    const opening = carrier === socket ? 'connect' : 'secureConnect';
    this.opened = new Promise((resolve) => void socket.once(opening, () => resolve()));
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        this.#wake();
        resolve(performance.now() - began);
      });
    });
    sockets.push(socket);
  }

  /** Once it is heard, or has lost its link. */
  get settled(): Promise<unknown> {
    return Promise.race([this.hears('hello'), this.closed]).catch(() => {});
  }

  /** As the node calls them, once there is a link. */
  get address(): string {
    return `127.0.0.1:${this.#port}`;
  }

  /** The last word of the node. */
  get farewell(): string | null {
    const bye = this.heard.find(({ kind }) => kind === 'bye');
    return bye?.kind === 'bye' ? bye.code : null;
  }

  write(bytes: Uint8Array | string): this {
    this.socket.write(bytes);
    return this;
  }

  say(...messages: Message[]): this {
    return this.write(encodeFrames(messages));
  }

  /** The first that was heard of a kind, with these fields; throws once none can come any more. */
  async hears<Kind extends MessageKind>(kind: Kind, fields: object = {}): Promise<Said<Kind>> {
    const wanted = Object.entries({ ...fields, kind });
    for (;;) {
      const found = this.heard.find((message) => {
        const values = new Map<string, unknown>(Object.entries(message));
        return wanted.every(([name, value]) => values.get(name) === value);
      });
      if (found !== undefined) return found as Said<Kind>;
      if (this.socket.closed) throw new Error(`no ${kind} came: ${JSON.stringify(this.heard)}`);
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  #hear(chunk: Uint8Array): void {
    const { messages, pending } = readMessages(this.#pending, [new Uint8Array(chunk)]);
    this.#pending = pending;
    this.heard.push(...messages);
    this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

export function strangerOn(port: number): Stranger {
  return new Stranger(connect({ port, host: '127.0.0.1', noDelay: true }));
}

/** On TLS, with whatever certificate. */
export function secureStrangerOn(port: number, options: ConnectionOptions): Stranger {
  const carrier = connect({ port, host: '127.0.0.1', noDelay: true });
  const socket = connectSecurely({ socket: carrier, rejectUnauthorized: false, ...options });
  return new Stranger(socket, carrier);
}
