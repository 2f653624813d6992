import { limits } from '../../protocol/limits.ts';
import { Body } from '../../protocol/body.ts';
import type { CloseCode } from '../../protocol/close-codes.ts';
import type { LetterTaken } from '../../protocol/effects.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import type { CommandWords } from '../running/command-queue.ts';
import { BodyPool } from './body-pool.ts';

/** What a peer asks. */
export interface Question {
  readonly from: PeerId;
  /** A view of what the link has brought. */
  readonly content: Uint8Array;
  readonly hops: number;
  /** Over whom it came, as they say, without the two ends. */
  readonly path: readonly PeerId[];
}

export type Content = string | Uint8Array;

/** Gives what is to be answered; to throw is to say that there is no answer. */
export type AnswerTo = (question: Question) => Content | Promise<Content>;

export type ReplyWords = Extract<CommandWords, { readonly command: 'reply' }>;

export interface AnswerersParts {
  readonly reply: (words: ReplyWords) => void;
  /** Why there is no answer, for this node's user. */
  readonly complain: (text: string) => void;
}

/**
 * Who answers what peers ask, by topic. So many of one topic are answered at once, and no more of all: what is asked
 * beyond that is declined, so that peers can make nobody work, or keep, without bound.
 */
export class Answerers {
  readonly #parts: AnswerersParts;
  readonly #byTopic = new Map<string, Answerer>();
  readonly #bodies = new BodyPool();
  #underway = 0;

  constructor(parts: AnswerersParts) {
    this.#parts = parts;
  }

  /** Until what it returns is called. Throws a RangeError where somebody answers already. */
  add(topic: string, answer: AnswerTo): () => void {
    if (this.#byTopic.has(topic)) throw new RangeError(`"${topic}" is answered to already`);
    const answerer: Answerer = { answer, underway: 0 };
    this.#byTopic.set(topic, answerer);
    return () => {
      if (this.#byTopic.get(topic) === answerer) this.#byTopic.delete(topic);
    };
  }

  hear(letter: LetterTaken): void {
    const answerer = this.#byTopic.get(letter.topic);
    if (answerer === undefined) return this.#decline(letter, 'no-such-topic');
    const isBusy = answerer.underway >= limits.asksPerTopicMax || this.#underway >= limits.asksMax;
    if (isBusy) return this.#decline(letter, 'topic-busy');
    void this.#answer(letter, answerer);
  }

  async #answer(letter: LetterTaken, answerer: Answerer): Promise<void> {
    answerer.underway += 1;
    this.#underway += 1;
    try {
      const content = judged(await answerer.answer(questionIn(letter)));
      this.#reply(letter, '', this.#bodies.copyOf(content));
    } catch (error) {
      this.#decline(letter, 'answer-failed');
      const [line = ''] = String(error instanceof Error ? error.message : error).split('\n');
      this.#parts.complain(`nothing was answered to "${letter.topic}": ${line}`);
    } finally {
      answerer.underway -= 1;
      this.#underway -= 1;
    }
  }

  #decline(letter: LetterTaken, code: CloseCode): void {
    this.#reply(letter, code, NOTHING);
  }

  #reply({ from, sequence, topic }: LetterTaken, code: string, body: Body): void {
    this.#parts.reply({ command: 'reply', peer: from, re: sequence, topic, code, body });
  }
}

interface Answerer {
  readonly answer: AnswerTo;
  /** Not settled yet. */
  underway: number;
}

function questionIn({ from, hops, path, body }: LetterTaken): Question {
  return { from, content: body.source.subarray(body.start, body.end), hops, path };
}

function judged(content: unknown): Content {
  const isContent = typeof content === 'string' || content instanceof Uint8Array;
  if (!isContent) throw new TypeError('what answers gave neither a text nor bytes');
  const bytes = typeof content === 'string' ? Buffer.byteLength(content) : content.length;
  if (bytes <= limits.bodyBytesMax) return content;
  throw new RangeError(`an answer has at most ${limits.bodyBytesMax} bytes`);
}

const NOTHING = new Body(new Uint8Array(0));
