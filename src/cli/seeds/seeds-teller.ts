import type { NodeError } from '../../node/telling/node-error.ts';
import type { NodeEvent } from '../../node/telling/node-event.ts';
import type { Host } from '../host.ts';
import { SlowReader } from '../live/slow-reader.ts';
import { unhinder } from '../live/unhindered-output.ts';
import { type FatalEvent, type Lines, linesTo } from '../output.ts';
import { cleanText } from '../words/clean-text.ts';
import { EventInWords } from '../words/event-in-words.ts';
import { jsonLine } from '../words/json-line.ts';
import { type Paint, paintFor } from '../words/paint.ts';

/** Tells what several seed nodes tell, each line with which of them it is. */
export class SeedsTeller {
  readonly #json: boolean;
  readonly #lines: Lines;
  readonly #paint: Paint;
  readonly #reader: SlowReader;
  readonly #words = new Map<number, EventInWords>();

  constructor({ stdout, stderr, env }: Host, json: boolean) {
    unhinder(stdout, stderr);
    this.#json = json;
    this.#lines = linesTo({ stdout, stderr });
    this.#paint = paintFor(stdout, env);
    this.#reader = new SlowReader(stdout, (leftOut) => this.#failed('too-slow', missed(leftOut)));
  }

  tell(number: number, event: NodeEvent): void {
    const words = this.#wordsOf(number);
    if (!this.#reader.takes(event)) return words.learn(event);
    if (this.#json) return this.#lines.out(jsonLine(event));
    for (const line of words.lines(event))
      this.#lines.out(`${headOf(number, this.#paint)} ${line}`);
  }

  /** A port that is not to be had. */
  passedOver(number: number, { code, message }: NodeError): void {
    this.#failed(code, `seed ${number}: ${message}, so it takes the next port`);
  }

  /** Nothing that ends the others. */
  #failed(code: string, text: string): void {
    const event: FatalEvent = { event: 'error', at: Date.now(), code, text, fatal: false };
    if (this.#json) this.#lines.out(jsonLine(event));
    else this.#lines.err(cleanText(`peertape: ${text}`));
  }

  #wordsOf(number: number): EventInWords {
    const words =
      this.#words.get(number) ?? new EventInWords(this.#paint, { explainsPlain: number === 1 });
    this.#words.set(number, words);
    return words;
  }
}

function headOf(number: number, paint: Paint): string {
  return paint('cyan', `seed ${number} |`);
}

function missed(leftOut: number): string {
  return `${leftOut === 1 ? '1 event was' : `${leftOut} events were`} left out: nobody read them in time`;
}
