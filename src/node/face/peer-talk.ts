import type { Body } from '../../protocol/body.ts';
import type { Answer, LetterTaken } from '../../protocol/effects.ts';
import type { Clock } from '../../streams/clock.ts';
import { errorFor, errorOf } from '../telling/node-error.ts';
import { Answerers, type ReplyWords } from './answerers.ts';
import type { Ask } from './asks.ts';
import { Questions, replyIn, type AskWords, type Reply } from './questions.ts';

export interface TalkParts {
  readonly clock: Clock;
  readonly command: (words: AskWords | ReplyWords, ask: Ask) => void;
  /** What there is no answer to, for this node's user. */
  readonly complain: (text: string) => void;
}

/** What a node asks of peers and answers them, on behalf of whoever uses it. */
export class PeerTalk {
  readonly answerers: Answerers;
  readonly #parts: TalkParts;
  readonly #questions = new Questions();

  constructor(parts: TalkParts) {
    this.#parts = parts;
    const { complain } = parts;
    this.answerers = new Answerers({ reply: (words) => this.#reply(words), complain });
  }

  /** null: for as long as an answer can come. */
  ask(words: AskWords, timeoutMs: number | null): Promise<Reply> {
    const { clock, command } = this.#parts;
    return new Promise((resolve, reject) => {
      const tooLate = (): void => reject(errorFor('no-answer'));
      const cancel = timeoutMs === null ? null : clock.at(clock.now() + timeoutMs * 1_000, tooLate);
      const heard: Ask['heard'] = ({ error, result }, body) => {
        cancel?.();
        if (body === null) reject(errorOf(error!));
        else resolve(replyIn(result, body));
      };
      command(words, { id: undefined, heard });
    });
  }

  /** Of a command that the node was given. */
  began(words: { readonly command: string }, number: number): void {
    if (words.command === 'ask') this.#questions.begin(number, this.#parts.clock.now());
  }

  hear(letters: readonly LetterTaken[]): void {
    for (const letter of letters) {
      if (letter.purpose === 'ask') this.answerers.hear(letter);
      else if (letter.purpose === 'answer') this.#questions.hear(letter);
    }
  }

  /** An answer of the node with what a peer has said, if it was asked. */
  completed(answer: Answer, at: number): { readonly answer: Answer; readonly body: Body | null } {
    return answer.command === 'ask' ? this.#questions.complete(answer, at) : { answer, body: null };
  }

  /** Nothing will come any more. */
  end(): void {
    this.#questions.end();
  }

  #reply(words: ReplyWords): void {
    const heard: Ask['heard'] = ({ error }) => {
      // Nobody who leaves owes an answer, and what was declined has none.
      if (error === undefined || error.code === 'not-running' || words.code !== '') return;
      const to = `@${words.peer.slice(0, 8)}`;
      this.#parts.complain(`the answer to ${to} under "${words.topic}" is not sent: ${error.text}`);
    };
    this.#parts.command(words, { id: undefined, heard });
  }
}
