import { nothingPending } from '../codec/cut-frames.ts';
import { encodeFrames } from '../codec/encode-frames.ts';
import { readMessages } from '../codec/read-messages.ts';
import type { Hello, Message } from '../protocol/messages.ts';
import type { Link, LinkEvent } from '../streams/link.ts';
import { nodeKeys } from '../streams/node-keys.ts';
import type { VirtualIdentity } from './virtual-identity.ts';

/** One link of a puppet's. */
export class PuppetLine {
  readonly heard: Message[] = [];
  readonly #identity: VirtualIdentity;
  readonly #hello: Hello;
  readonly #isDialler: boolean;
  #link: Link | null = null;
  #pending = nothingPending;

  constructor(identity: VirtualIdentity, hello: Hello, isDialler: boolean) {
    this.#identity = identity;
    this.#hello = hello;
    this.#isDialler = isDialler;
  }

  /** Both have welcomed each other, and nobody has left. */
  get isConnected(): boolean {
    return this.#link !== null && this.hasHeard('welcome') && this.farewell === null;
  }

  /** Why it was told to go. */
  get farewell(): string | null {
    const bye = this.heard.find(({ kind }) => kind === 'bye');
    return bye?.kind === 'bye' ? bye.code : null;
  }

  hasHeard(kind: Message['kind']): boolean {
    return this.heard.some((message) => message.kind === kind);
  }

  open(link: Link): void {
    this.#link = link;
    link.event$.subscribe((event) => this.#take(event));
  }

  readonly hearNothing = (event: LinkEvent): void => {
    if (event.type === 'closed') this.#link = null;
  };

  say(...messages: readonly Message[]): void {
    this.#link?.write(encodeFrames(messages));
  }

  close(): void {
    this.#link?.close();
    this.#link = null;
  }

  #take(event: LinkEvent): void {
    if (event.type === 'secured') this.say(this.#hello);
    else if (event.type === 'bytes') this.#read(event.chunks);
    else if (event.type === 'ended') this.#link?.end();
    else if (event.type === 'closed') this.#link = null;
  }

  #read(chunks: readonly Uint8Array[]): void {
    const { messages, pending } = readMessages(this.#pending, chunks);
    this.#pending = pending;
    for (const message of messages) {
      this.heard.push(message);
      this.#answer(message);
    }
  }

  #answer(message: Message): void {
    switch (message.kind) {
      case 'hello':
        this.say({ kind: 'proof', ...this.#shownTo(message) });
        break;
      case 'proof':
        this.say({ kind: 'welcome' });
        break;
      case 'bye':
        this.say({ kind: 'bye', code: 'quit', text: '' });
        this.#link?.end();
        break;
      case 'ping':
        this.say({ kind: 'pong', token: message.token });
        break;
      default:
    }
  }

  #shownTo({ id, nonce }: Hello) {
    return nodeKeys(this.#identity, null).prove({
      network: this.#hello.network,
      speaker: { id: this.#hello.id, nonce: this.#hello.nonce },
      hearer: { id, nonce },
      isDialler: this.#isDialler,
      binding: this.#link!.binding,
    });
  }
}
