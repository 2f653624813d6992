import type { Body } from '../../protocol/body.ts';
import { limits } from '../../protocol/limits.ts';
import type { CommandWords } from '../running/command-queue.ts';
import { hintFor, meaningOf } from '../telling/code-words.ts';
import { errorFor, errorOf, type NodeError } from '../telling/node-error.ts';
import type { Answered } from '../telling/node-event.ts';
import type { Sends } from './sends.ts';

export interface Ask {
  /** The asker's own: with one, everybody hears the answer, in its place among the events. */
  readonly id: string | number | undefined;
  /** With what came as an answer from a peer, if it was asked something. */
  readonly heard: (answered: Answered, body: Body | null) => void;
}

interface Waiting {
  readonly ask: Ask;
  readonly command: string;
  readonly bytes: number;
}

/** Who waits for the answer to which command, and for which text to arrive. Any number ask at once. */
export class Asks {
  readonly sends: Sends;
  readonly #waiting = new Map<number, Waiting>();
  #bytes = 0;

  constructor(sends: Sends) {
    this.sends = sends;
  }

  /** Whether there is room for one more. */
  takes(bytes: number): boolean {
    const { asked, askedBytes } = this.sends;
    return (
      this.#waiting.size + asked < limits.asksWaitingMax &&
      this.#bytes + askedBytes + bytes <= limits.askBytesWaitingMax
    );
  }

  add(number: number, words: CommandWords, ask: Ask): void {
    const bytes = bytesIn(words);
    this.#bytes += bytes;
    this.#waiting.set(number, { ask, command: words.command, bytes });
  }

  idOf(number: number): string | number | undefined {
    return this.#waiting.get(number)?.ask.id;
  }

  /** Whether somebody waits for the answer to one of these. */
  isAwaited(numbers: readonly number[]): boolean {
    return this.#waiting.size > 0 && numbers.some((number) => this.#waiting.has(number));
  }

  /** null: nobody asked, or not through here. */
  take(number: number): Ask | null {
    const waiting = this.#waiting.get(number);
    if (waiting === undefined) return null;
    this.#waiting.delete(number);
    this.#bytes -= waiting.bytes;
    return waiting.ask;
  }

  /** Nothing will come any more, and each who waits is told so. */
  end(code: string): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    this.#bytes = 0;
    for (const { command, ask } of waiting) ask.heard(declined(command, code), null);
    this.sends.end(() => whyDeclined(code));
  }
}

/** What runs no more can only be declined here: the node itself says that of its own beginning and end. */
const OVER = { code: 'not-running', text: 'the node has stopped', hint: '' } as const;

/** As the node itself would say it. */
export function declined(command: string, code: string, text = meaningOf(code)): Answered {
  const error = code === OVER.code ? OVER : { code, text, hint: hintFor(code) };
  return { event: 'answer', command, ok: false, error };
}

function whyDeclined(code: string): NodeError {
  return code === OVER.code ? errorOf(OVER) : errorFor(code);
}

export function bytesIn(words: CommandWords): number {
  return 'body' in words ? words.body.length : 0;
}
