import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { type WebSocket, WebSocketServer } from 'ws';
import { inspectorLimits } from '../answers/inspector-limits.ts';
import type { Film } from '../film/film.ts';
import { refusalOf, type ToolGate, wishesIn } from './tool-gate.ts';
import { ToolFeed, type Wish } from './tool-feed.ts';
import type { ToolMessage } from './tool-message.ts';

export interface ToolServerParts extends ToolGate {
  readonly film: Film;
  /** Somebody looks at the tape from now on, until what it gives is called. */
  readonly watch: () => () => void;
}

/** The tools of Stately, which come by WebSocket to the server of the page. They are told; whatever they say is ignored. */
export class ToolServer {
  readonly #parts: ToolServerParts;
  readonly #sockets = new WebSocketServer({
    noServer: true,
    clientTracking: true,
    perMessageDeflate: false,
    maxPayload: inspectorLimits.toolMessageBytesMax,
  });

  constructor(parts: ToolServerParts) {
    this.#parts = parts;
  }

  /** For `upgrade` of an HTTP server. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const refusal = refusalOf(request, this.#parts) ?? this.#fullness();
    if (refusal !== null) return refuse(socket, refusal);
    this.#sockets.handleUpgrade(request, socket, head, (tool) => {
      void serve(tool, this.#parts, wishOf(request));
    });
  }

  close(): void {
    for (const tool of this.#sockets.clients) tool.terminate();
    this.#sockets.close();
  }

  #fullness(): string | null {
    const isFull = this.#sockets.clients.size >= inspectorLimits.toolsMax;
    return isFull ? '503 Service Unavailable' : null;
  }
}

async function serve(tool: WebSocket, { film, watch }: ToolServerParts, wish: Wish): Promise<void> {
  const feed = new ToolFeed(film, wish);
  const unwatch = watch();
  let hasNews = true;
  let wake = (): void => {};
  const subscription = film.head$.subscribe(() => {
    hasNews = true;
    wake();
  });
  subscription.add(() => tool.close(GOING_AWAY));
  // What a tool does wrong ends its connection, which is all there is to do about it.
  tool.on('error', () => {});
  tool.on('close', () => {
    subscription.unsubscribe();
    unwatch();
    wake();
  });
  try {
    while (tool.readyState === tool.OPEN) {
      hasNews = false;
      await send(tool, feed.newsInPieces());
      if (!hasNews && tool.readyState === tool.OPEN) {
        await new Promise<void>((resolve) => (wake = resolve));
      }
    }
  } catch (error) {
    tool.close(INTERNAL_ERROR, reasonOf(error));
  }
}

/** No faster than it reads. */
async function send(tool: WebSocket, messages: Iterable<ToolMessage | null>): Promise<void> {
  let began = performance.now();
  for (const message of messages) {
    if (tool.readyState !== tool.OPEN) return;
    if (message !== null) await tell(tool, JSON.stringify(message));
    if (performance.now() - began < inspectorLimits.sliceMs) continue;
    await setImmediate();
    began = performance.now();
  }
}

async function tell(tool: WebSocket, text: string): Promise<void> {
  if (tool.bufferedAmount + text.length > inspectorLimits.toolQueueBytesMax) await sent(tool, text);
  else tool.send(text);
}

async function sent(tool: WebSocket, text: string): Promise<void> {
  const closed = once(tool, 'close');
  await Promise.race([closed, new Promise<void>((resolve) => tool.send(text, () => resolve()))]);
}

/** Why somebody is let go has 123 bytes. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.slice(0, 123).replace(/[^ -~]/g, '?');
}

const GOING_AWAY = 1001;
const INTERNAL_ERROR = 1011;

function wishOf({ url = '' }: IncomingMessage): Wish {
  const wishes = wishesIn(url);
  return { from: countIn(wishes.get('from')), turn: countIn(wishes.get('turn')) };
}

function countIn(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function refuse(socket: Duplex, status: string): void {
  socket.on('error', () => {});
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
