import type { AnswerError, NodeEventBody } from '../../node/node-event.ts';
import type { News, RunningNode } from '../../node/run-node.ts';
import type { Body } from '../../protocol/body.ts';
import type { Order } from './parse-line.ts';

/**
 * Takes orders to the node and knows what is still to come of them: an answer to each, and for each
 * text that was accepted whether it arrived.
 */
export class CommandDesk {
  readonly #node: RunningNode;
  readonly #say: (body: NodeEventBody) => void;
  readonly #unanswered = new Map<number, Unanswered>();
  /** By their sequence, the texts whose fate is open, as they begin. */
  readonly #underway = new Map<number, string>();
  readonly #waiting: (() => void)[] = [];
  #farewell: number | null = null;

  constructor(node: RunningNode, say: (body: NodeEventBody) => void) {
    this.#node = node;
    this.#say = say;
  }

  /** Resolves once it is answered, or never will be because the node is over. */
  obey(order: Order): Promise<void> {
    const { id, command } = order;
    if (!('words' in order)) {
      this.#say({
        event: 'answer',
        ...(id === undefined ? {} : { id }),
        command,
        ...outcome(order),
      });
      return Promise.resolve();
    }
    if (this.#node.over) return Promise.resolve();
    return new Promise((resolve) => {
      const { words } = order;
      const beginning = words.command === 'send' ? beginningOf(words.body) : '';
      this.#unanswered.set(this.#node.command(words), { id, beginning, resolve });
    });
  }

  /** Says goodbye on the user's behalf; nobody asked for an answer to that. */
  leave(): void {
    if (this.#farewell === null && !this.#node.over) {
      this.#farewell = this.#node.command({ command: 'quit' });
    }
  }

  /** The user's id of the command that the node calls by this number. */
  idOf(number: number): string | number | undefined {
    return this.#unanswered.get(number)?.id;
  }

  /** How a text begins, where more than one is on its way; null where it is clear which is meant. */
  beginningOf(messageId: string): string | null {
    const sequence = Number(messageId.slice(messageId.lastIndexOf('/') + 1));
    return this.#underway.size > 1 ? (this.#underway.get(sequence) ?? null) : null;
  }

  wasAsked({ said }: News): boolean {
    return said.type !== 'answer' || said.id !== this.#farewell;
  }

  /** To be told of everything, after it was shown. */
  note({ said }: News): void {
    if (said.type === 'answer') {
      const { outcome } = said;
      if (said.command === 'send' && outcome.ok) {
        const { sequence } = outcome.result as { readonly sequence: number };
        this.#underway.set(sequence, this.#unanswered.get(said.id)?.beginning ?? '');
      }
      this.#unanswered.get(said.id)?.resolve();
      this.#unanswered.delete(said.id);
    } else if (said.event === 'delivered' || said.event === 'undelivered') {
      for (const sequence of said.sequences) this.#underway.delete(sequence);
    }
    this.#tellWaiting();
  }

  /** The node is over: nothing will come any more. */
  close(): void {
    for (const { resolve } of this.#unanswered.values()) resolve();
    this.#unanswered.clear();
    this.#underway.clear();
    this.#tellWaiting();
  }

  /** Resolves once all that was asked for has come to its end. */
  settled(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#tellWaiting();
    });
  }

  #tellWaiting(): void {
    if (this.#unanswered.size > 0 || this.#underway.size > 0) return;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

interface Unanswered {
  readonly id: string | number | undefined;
  readonly beginning: string;
  readonly resolve: () => void;
}

/** Short enough for a line and to be kept, and never half a letter. */
function beginningOf({ source, start, end }: Body): string {
  const bytes = source.subarray(start, Math.min(end, start + BYTES_MAX));
  const text = new TextDecoder().decode(bytes, { stream: true });
  const whole = Array.from(letters.segment(text), ({ segment }) => segment);
  const isAll = whole.length <= LETTERS_MAX && end - start <= BYTES_MAX;
  return isAll ? text : `${whole.slice(0, LETTERS_MAX).join('')}…`;
}

const letters = new Intl.Segmenter('en', { granularity: 'grapheme' });
const LETTERS_MAX = 24;
const BYTES_MAX = 200;

function outcome(order: { readonly result: unknown } | { readonly error: AnswerError }) {
  return 'result' in order
    ? ({ ok: true, result: order.result } as const)
    : ({ ok: false, error: order.error } as const);
}
