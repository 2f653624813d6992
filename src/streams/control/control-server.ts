import { createServer, type Server, type Socket } from 'node:net';
import { limits } from '../../protocol/limits.ts';
import type { Cancel, Clock } from '../clock.ts';
import { readLines } from '../read-lines.ts';
import { ControlError } from './control-error.ts';
import { type ControlPlace, takePlace } from './control-place.ts';

export interface ControlParts {
  /** The data folder, which only its user can enter. */
  readonly folder: string;
  readonly clock: Clock;
  /** Answers a line, or says with null that it no longer can; a line that is too long comes as null. */
  readonly obey: (line: string | null) => Promise<object | null>;
}

/**
 * Takes commands from other processes, as from a pipe: a client's lines are obeyed one after another,
 * and each gets one line of JSON in answer. A client that neither says a whole line nor reads its
 * answer for too long is dropped, so that nobody's place is held by somebody who has forgotten it.
 */
export class ControlServer {
  readonly #parts: ControlParts;
  readonly #server: Server;
  readonly #clients = new Set<Client>();
  #place: ControlPlace | null = null;
  #isClosing = false;

  constructor(parts: ControlParts) {
    this.#parts = parts;
    this.#server = createServer({ allowHalfOpen: true }, (socket) => void this.#serve(socket));
  }

  async listen(): Promise<void> {
    try {
      const place = await takePlace(this.#parts.folder);
      if (this.#isClosing) return place.leave();
      this.#place = place;
      await listening(this.#server, place.path);
      place.makePrivate();
    } catch (error) {
      await this.close();
      if (error instanceof ControlError) throw error;
      throw new ControlError('control-failed', (error as Error).message);
    }
  }

  /** Lets out the answers that are under way, for a moment; then nothing of it is left. */
  async close(): Promise<void> {
    this.#isClosing = true;
    const { clock } = this.#parts;
    const cancel = clock.at(clock.now() + MOMENT_US, () => {
      for (const { socket } of this.#clients) socket.destroy();
    });
    for (const { socket, isObeyed } of this.#clients) if (!isObeyed) socket.destroySoon();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
    cancel();
    for (const client of this.#clients) client.cancel();
    this.#place?.leave();
    this.#place = null;
  }

  async #serve(socket: Socket): Promise<void> {
    socket.on('error', ignore);
    if (this.#clients.size >= limits.controlClientsMax || this.#isClosing) {
      socket.end(lineOf(TOO_MANY));
      return socket.destroySoon();
    }
    const client: Client = { socket, isObeyed: false, cancel: ignore };
    this.#clients.add(client);
    this.#beImpatient(client);
    try {
      await this.#obeyAll(client);
    } finally {
      client.cancel();
      this.#clients.delete(client);
      socket.destroySoon();
    }
  }

  async #obeyAll(client: Client): Promise<void> {
    for await (const line of readLines(untilItBreaks(client.socket), limits.consoleLineBytesMax)) {
      client.cancel();
      client.isObeyed = true;
      const answer = await this.#parts.obey(line);
      client.isObeyed = false;
      this.#beImpatient(client);
      if (answer === null || !(await written(client.socket, lineOf(answer)))) return;
      if (this.#isClosing) return;
    }
  }

  #beImpatient(client: Client): void {
    const { clock } = this.#parts;
    client.cancel();
    if (this.#isClosing) return;
    client.cancel = clock.at(clock.now() + limits.controlIdleMs * 1_000, () => {
      client.socket.destroy();
    });
  }
}

interface Client {
  readonly socket: Socket;
  isObeyed: boolean;
  cancel: Cancel;
}

const MOMENT_US = 500_000;

const TOO_MANY = {
  event: 'answer',
  command: '',
  ok: false,
  error: {
    code: 'too-many-clients',
    text: 'too many speak to this node at once',
    hint: 'try again in a moment',
  },
};

function listening(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      // An error from now on is that of one client who was not let in.
      server.off('error', reject).on('error', ignore);
      resolve();
    });
  });
}

/** A client that has gone has come to its end. */
async function* untilItBreaks(socket: Socket): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of socket) yield chunk as Uint8Array;
  } catch {
    // What it broke of changes nothing.
  }
}

/** False if nobody is there to read it. */
function written(socket: Socket, line: string): Promise<boolean> {
  return new Promise((resolve) => {
    socket.write(line, (error) => resolve(error === undefined || error === null));
  });
}

function lineOf(answer: object): string {
  return `${JSON.stringify(answer)}\n`;
}

function ignore(): void {}
