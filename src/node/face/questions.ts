import type { Body } from '../../protocol/body.ts';
import type { Answer, LetterTaken, Outcome } from '../../protocol/effects.ts';
import { limits } from '../../protocol/limits.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import type { CommandWords } from '../running/command-queue.ts';

/** What a peer has answered. */
export interface Reply {
  readonly from: PeerId;
  /** A view of what the link has brought. */
  readonly content: Uint8Array;
  readonly hops: number;
  /** Over whom it came, as they say, without the two ends. */
  readonly path: readonly PeerId[];
  readonly ms: number;
}

export type AskWords = Extract<CommandWords, { readonly command: 'ask' }>;

/**
 * What this node asks of others. That something was answered is told by the node to whoever asked, and what the answer is
 * comes as a letter, in the same turn or before: both are put together here.
 */
export class Questions {
  /** When they were asked, by the number of their command. */
  readonly #askedAt = new Map<number, number>();
  /** Under the sequences of what they answer. */
  readonly #bodies = new Map<number, Body>();

  /** Whoever has room for the command has room for this. */
  begin(number: number, at: number): void {
    this.#askedAt.set(number, at);
  }

  /** Beyond the limit, what came first is forgotten: what nobody took in its time is waited for by nobody. */
  hear({ re, body }: LetterTaken): void {
    this.#bodies.set(re, body);
    if (this.#bodies.size <= limits.asksMax) return;
    const [first] = this.#bodies.keys();
    this.#bodies.delete(first!);
  }

  /** What the node says of one, with what stands in the answer and how long it took. */
  complete(answer: Answer, at: number): { readonly answer: Answer; readonly body: Body | null } {
    const askedAt = this.#askedAt.get(answer.id) ?? at;
    this.#askedAt.delete(answer.id);
    if (!answer.outcome.ok) return { answer, body: null };
    const result = answer.outcome.result as Answered;
    const body = this.#bodies.get(result.sequence) ?? null;
    this.#bodies.delete(result.sequence);
    const outcome: Outcome =
      body === null ? LOST : { ok: true, result: { ...result, body, tookUs: at - askedAt } };
    return { answer: { ...answer, outcome }, body };
  }

  /** Nothing will come any more. */
  end(): void {
    this.#askedAt.clear();
    this.#bodies.clear();
  }
}

/** `result` as it is told in words. */
export function replyIn(result: unknown, { source, start, end }: Body): Reply {
  const { from, hops, path = [], ms } = result as Omit<Reply, 'content' | 'path'> & Partial<Reply>;
  return { from, content: source.subarray(start, end), hops, path, ms };
}

type Answered = Readonly<Record<string, unknown>> & { readonly sequence: number };

const LOST: Outcome = { ok: false, code: 'no-answer', text: '' };
