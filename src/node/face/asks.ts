import type { Answer, Report } from '../../protocol/effects.ts';
import { limits } from '../../protocol/limits.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import type { CommandWords } from '../running/command-queue.ts';
import { hintFor, meaningOf } from '../telling/code-words.ts';
import { errorFor, errorOf, type NodeError } from '../telling/node-error.ts';
import type { Answered } from '../telling/node-event.ts';

/** A text that has arrived. */
export interface Delivery {
  readonly messageId: string;
  readonly to: PeerId;
  readonly hops: number;
  readonly ms: number;
}

export interface Ask {
  /** The asker's own: with one, everybody hears the answer, in its place among the events. */
  readonly id: string | number | undefined;
  readonly heard: (answered: Answered) => void;
}

interface Waiting {
  readonly ask: Ask;
  readonly command: string;
  readonly bytes: number;
}

interface Underway {
  readonly messageId: string;
  readonly resolve: (delivery: Delivery) => void;
  readonly reject: (error: NodeError) => void;
}

type Fate = Extract<Report, { readonly event: 'delivered' | 'undelivered' }>;

/** Who waits for the answer to which command, and for which text to arrive. Any number ask at once. */
export class Asks {
  readonly #waiting = new Map<number, Waiting>();
  readonly #underway = new Map<number, Underway>();
  #bytes = 0;

  /** Whether there is room for one more. */
  takes(words: CommandWords): boolean {
    return (
      this.#waiting.size < limits.asksWaitingMax &&
      this.#bytes + bytesIn(words) <= limits.askBytesWaitingMax
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

  /** null: nobody asked, or not through here. */
  take({ id }: Answer): Ask | null {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return null;
    this.#waiting.delete(id);
    this.#bytes -= waiting.bytes;
    return waiting.ask;
  }

  /** A text was accepted: somebody waits for its arrival. */
  follow(sequence: number, underway: Underway): void {
    this.#underway.set(sequence, underway);
  }

  tell(fate: Fate): void {
    if (this.#underway.size === 0) return;
    for (const sequence of fate.sequences) {
      const underway = this.#underway.get(sequence);
      if (underway === undefined) continue;
      this.#underway.delete(sequence);
      const { messageId, resolve, reject } = underway;
      if (fate.event === 'undelivered') reject(errorFor(fate.code));
      else resolve({ messageId, to: fate.to, hops: 1, ms: fate.tookUs / 1_000 });
    }
  }

  /** Nothing will come any more, and each who waits is told so. */
  end(code: string): void {
    const waiting = [...this.#waiting.values()];
    const underway = [...this.#underway.values()];
    this.#waiting.clear();
    this.#underway.clear();
    for (const { command, ask } of waiting) ask.heard(declined(command, code));
    for (const { reject } of underway) reject(code === OVER.code ? errorOf(OVER) : errorFor(code));
  }
}

/** What runs no more can only be declined here: the node itself says that of its own beginning and end. */
const OVER = { code: 'not-running', text: 'the node has stopped', hint: '' } as const;

/** As the node itself would say it. */
export function declined(command: string, code: string, text = meaningOf(code)): Answered {
  const error = code === OVER.code ? OVER : { code, text, hint: hintFor(code) };
  return { event: 'answer', command, ok: false, error };
}

function bytesIn(words: CommandWords): number {
  return words.command === 'send' ? words.body.length : 0;
}
