import type { Command } from '../protocol/commands.ts';
import { limits } from '../protocol/limits.ts';
import type { Clock } from '../streams/clock.ts';

type WithoutId<C> = C extends unknown ? Omit<C, 'id'> : never;

export type CommandWords = WithoutId<Command>;

/** Gathers what is commanded within one tick into one input, as far as an input may go. */
export class CommandQueue {
  readonly #clock: Clock;
  readonly #take: (commands: readonly Command[]) => void;
  #waiting: Command[] = [];
  #bytes = 0;
  #last = 0;

  constructor(clock: Clock, take: (commands: readonly Command[]) => void) {
    this.#clock = clock;
    this.#take = take;
  }

  add(words: CommandWords): number {
    this.#last += 1;
    const bytes = bytesIn(words);
    const full =
      this.#waiting.length >= limits.commandsPerInputMax ||
      this.#bytes + bytes > limits.commandBytesPerInputMax;
    if (full) this.#flush();
    if (this.#waiting.length === 0) this.#clock.soon(() => this.#flush());
    this.#waiting.push({ ...wellFormed(words), id: this.#last });
    this.#bytes += bytes;
    return this.#last;
  }

  #flush(): void {
    if (this.#waiting.length === 0) return;
    const commands = this.#waiting;
    this.#waiting = [];
    this.#bytes = 0;
    this.#take(commands);
  }
}

/** Half a surrogate pair has no UTF-8, so neither a link nor a tape could keep it. */
function wellFormed(words: CommandWords): CommandWords {
  if ('peer' in words) return { ...words, peer: words.peer.toWellFormed() };
  if ('text' in words) return { ...words, text: words.text.toWellFormed() };
  return words;
}

/** As many as it can take at most. */
function bytesIn(words: CommandWords): number {
  const body = words.command === 'send' ? words.body.length : 0;
  const units = 'peer' in words ? words.peer.length : 'text' in words ? words.text.length : 0;
  return body + units * UTF8_BYTES_MAX;
}

/** Of one UTF-16 unit. */
const UTF8_BYTES_MAX = 3;
