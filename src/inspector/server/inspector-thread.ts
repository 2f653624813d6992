import { Worker } from 'node:worker_threads';

/** What the thread is told when it begins. */
export interface ThreadWishes {
  /** Of the tape. */
  readonly path: string;
  /** Of the page; 0: any that is free. */
  readonly port: number;
}

/** What it says. */
export type ThreadSaid =
  | { readonly said: 'serving'; readonly url: string }
  | { readonly said: 'failed'; readonly code: string; readonly text: string };

export interface ThreadParts extends ThreadWishes {
  readonly onServing: (url: string) => void;
  /** It does not show anything, or does not any more; whoever is being shown does not notice. */
  readonly onFailed: (code: string, text: string) => void;
}

/**
 * An inspector in a thread of its own: whatever pages ask, the node in this one is not kept waiting. What it
 * knows of that node is what it reads from its tape.
 */
export class InspectorThread {
  readonly #worker: Worker;
  readonly #gone: Promise<void>;
  #isEnding = false;

  constructor({ path, port, onServing, onFailed }: ThreadParts) {
    const wishes: ThreadWishes = { path, port };
    this.#worker = new Worker(entry, { workerData: wishes, stdin: false });
    const fail = (code: string, text: string): void => {
      if (!this.#isEnding) onFailed(code, text);
    };
    this.#worker.on('message', (message: ThreadSaid) => {
      if (message.said === 'serving') onServing(message.url);
      else fail(message.code, message.text);
    });
    this.#worker.on('error', (error: Error) => fail(FAILED, error.message));
    this.#gone = new Promise((resolve) => this.#worker.on('exit', () => resolve()));
    // It goes with the process, and does not keep it.
    this.#worker.unref();
  }

  /** The run is over: pages are told how it ended, and then there is nothing more to ask. */
  async end(): Promise<void> {
    this.#isEnding = true;
    this.#worker.ref();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin.
    this.#worker.postMessage('over');
    const late = setTimeout(() => void this.#worker.terminate(), FAREWELL_MS);
    await this.#gone;
    clearTimeout(late);
  }
}

/** Why there is no page, where it is nothing that a system calls by a name. */
export const FAILED = 'inspector-failed';

/** Built or not, the thread is a file beside this one. */
const entry = new URL(import.meta.url.replace(/thread(\.\w+)$/, 'worker$1'));

/** Who takes longer over the last words of a tape is not waited for. */
const FAREWELL_MS = 2_000;
