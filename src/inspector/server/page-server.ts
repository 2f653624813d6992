import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Clock } from '../../streams/clock.ts';
import { inspectorLimits } from '../answers/inspector-limits.ts';
import type { Film } from '../film/film.ts';
import { shortened } from '../film/shortened.ts';
import { cannotListen } from './cannot-inspect.ts';
import { type Refusal, SESSION_PATH, turnedAway, WRONG_METHOD } from './front-door.ts';
import { HeadTeller } from './head-teller.ts';
import { Lookers, type Watched } from './lookers.ts';
import type { PageFiles } from './page-files.ts';
import { pageHeaders } from './page-headers.ts';
import { readText } from './read-text.ts';
import { sendError, sendFile, sendJson } from './send.ts';
import { Sessions } from './sessions.ts';

export interface ServerParts {
  readonly film: Pick<Film, 'head' | 'head$'> & Watched;
  /** What there is to say of it. */
  readonly answer: (path: string, query: URLSearchParams) => Answered;
  readonly page: PageFiles;
  readonly clock: Clock;
  /** Whoever has it may look. */
  readonly token: string;
  /** For what wants to be more than a question. */
  readonly openTools?: (gate: ToolsGate) => Tools;
}

/** What judges by itself who is let in. */
export interface Tools {
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

export interface ToolsGate {
  readonly port: number;
  readonly judge: (token: string) => 'right' | 'wrong' | 'later';
  /** Somebody looks until what is returned is called. */
  readonly watch: () => () => void;
}

export type Answered =
  | { readonly status: 200; readonly body: unknown }
  | {
      readonly status: number;
      readonly error: { readonly code: string; readonly text: string };
    };

/** What the pages of a film ask is answered here, and nothing is changed by it. */
export class PageServer {
  readonly #parts: ServerParts;
  readonly #sessions: Sessions;
  readonly #lookers: Lookers;
  readonly #heads: HeadTeller;
  readonly #server: Server;
  #port = 0;
  #tools: Tools | null = null;

  constructor(parts: ServerParts) {
    const { film, clock, token } = parts;
    this.#parts = parts;
    this.#sessions = new Sessions(token, clock);
    this.#lookers = new Lookers(film, clock);
    this.#heads = new HeadTeller(film, clock);
    this.#server = createServer(settings, (request, response) => this.#take(request, response));
    this.#server.maxConnections = inspectorLimits.askersMax;
    this.#server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (this.#tools === null) socket.destroy();
      else this.#tools.accept(request, socket, head);
    });
  }

  async listen(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (error) => reject(cannotListen(error, port)));
      this.#server.listen({ port, host: '127.0.0.1' }, () => resolve());
    });
    this.#port = (this.#server.address() as AddressInfo).port;
    this.#tools =
      this.#parts.openTools?.({
        port: this.#port,
        judge: (token) => this.#sessions.judge(token),
        watch: () => this.#lookers.stay(),
      }) ?? null;
    return this.#port;
  }

  tokenForOnce(): string {
    return this.#sessions.tokenForOnce();
  }

  async close(): Promise<void> {
    this.#heads.close();
    this.#tools?.close();
    this.#lookers.close();
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeIdleConnections();
    const { clock } = this.#parts;
    const cancel = clock.at(clock.now() + FAREWELL_US, () => this.#server.closeAllConnections());
    await closed;
    cancel();
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    for (const [name, value] of Object.entries(pageHeaders)) response.setHeader(name, value);
    response.on('error', () => {});
    const refusal = turnedAway(request, this.#port);
    if (refusal !== null) return sendError(response, refusal);
    const [path = '', ...query] = request.url!.split('?');
    const file = this.#parts.page.get(path);
    if (file !== undefined) return sendFile(response, file);
    if (path === SESSION_PATH) return void this.#exchange(request, response);
    if (!this.#sessions.knows(request.headers.cookie, this.#port)) {
      return sendError(response, NO_SESSION);
    }
    if (path !== '/api/events') {
      return this.#answer(path, new URLSearchParams(query.join('?')), response);
    }
    if (request.method === 'GET') this.#listen(response);
    else sendError(response, WRONG_METHOD);
  }

  async #exchange(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const token = await readText(request, inspectorLimits.tokenUnitsMax);
    if (token === null) {
      // The rest of it is not waited for.
      response.setHeader('connection', 'close');
      return sendError(response, TOKEN_TOO_LONG);
    }
    const judged = this.#sessions.judge(token);
    if (judged !== 'right') return sendError(response, judged === 'wrong' ? WRONG_TOKEN : LATER);
    response.writeHead(204, { 'set-cookie': this.#sessions.cookie(this.#port) });
    response.end();
  }

  #listen(response: ServerResponse): void {
    if (this.#heads.isFull) return sendError(response, TOO_MANY_PAGES);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.on('close', this.#lookers.stay());
    this.#heads.tell(response);
  }

  #answer(path: string, query: URLSearchParams, response: ServerResponse): void {
    this.#lookers.glance();
    const answered = orFault(() => inJson(this.#parts.answer(path, query)));
    if (typeof answered === 'string') sendJson(response, 200, answered);
    else sendError(response, answered);
  }
}

/** What a tape's disk refuses, or a fault of our own, ends one answer and not the inspector. */
function orFault(answer: () => string | Refusal): string | Refusal {
  try {
    return answer();
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { status: 500, code: 'failed', text: `this cannot be shown: ${shortened(text)}` };
  }
}

/** A tape can say more than a page could ever show, or than fits in a text at all. */
function inJson(answered: Answered): string | Refusal {
  if (!('body' in answered)) return { status: answered.status, ...answered.error };
  const text = JSON.stringify(answered.body);
  return text.length <= inspectorLimits.answerUnitsMax ? text : TOO_MUCH;
}

const settings = {
  maxHeaderSize: inspectorLimits.headBytesMax,
  headersTimeout: inspectorLimits.questionMs,
  requestTimeout: inspectorLimits.questionMs,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: inspectorLimits.questionMs,
  highWaterMark: inspectorLimits.pageQueueBytesMax,
};

/** What is being read is let out for so long. */
const FAREWELL_US = 500_000;

const NO_SESSION = {
  status: 403,
  code: 'no-session',
  text: 'this page was opened without its token: open the address that was printed',
};
const WRONG_TOKEN = { status: 403, code: 'wrong-token', text: 'this is not the token' };
const LATER = {
  status: 429,
  code: 'too-many-tokens',
  text: 'too many tokens were wrong: wait a minute',
};
const TOKEN_TOO_LONG = { status: 413, code: 'too-long', text: 'no token is as long as that' };
const TOO_MUCH = {
  status: 500,
  code: 'too-much',
  text: 'the tape says more here than can be shown',
};
const TOO_MANY_PAGES = {
  status: 503,
  code: 'too-many-pages',
  text: `there are ${inspectorLimits.pagesMax} pages open already`,
};
