import type { CloseCode } from '../../protocol/close-codes.ts';

/** What a node goes on without. */
export interface Loss {
  readonly code: CloseCode;
  readonly text: string;
}

/** Losses until somebody hears of them: the first ones come before the node has begun to say anything. */
export class Losses {
  readonly #waiting: Loss[] = [];
  #hear: ((loss: Loss) => void) | null = null;

  note(loss: Loss): void {
    if (this.#hear === null) this.#waiting.push(loss);
    else this.#hear(loss);
  }

  tell(hear: (loss: Loss) => void): void {
    this.#hear = hear;
    for (const loss of this.#waiting.splice(0)) hear(loss);
  }
}
