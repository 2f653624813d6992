import type { NodeEvent } from '../../node/telling/node-event.ts';
import { cleanText } from '../words/clean-text.ts';
import { EventInWords, type EventWords } from '../words/event-in-words.ts';
import { LogFile, type LogSettings } from './log-file.ts';
import { plain } from '../words/paint.ts';
import { shortId } from '../words/peer-names.ts';

export interface LogParts {
  readonly settings: LogSettings;
  /** Of the node whose log it is. */
  readonly name: string;
  readonly words?: EventWords;
  readonly onBroken: (why: string) => void;
}

/** What a node tells, in words, with when and by whom on every line: several may share a file. */
export class LiveLog {
  readonly #file: LogFile;
  readonly #name: string;
  readonly #words: EventInWords;

  constructor({ settings, name, words = {}, onBroken }: LogParts) {
    this.#file = new LogFile(settings, onBroken);
    this.#name = cleanText(name);
    this.#words = new EventInWords(plain, words);
  }

  show(event: NodeEvent): void {
    const id = shortId(event.node);
    const who = this.#name === '' ? id : `${this.#name} ${id}`;
    const head = `${new Date(event.at).toISOString()} ${who}  `;
    for (const line of this.#words.lines(event)) this.#file.write(head + line);
    if (event.event === 'error' && event.hint)
      this.#file.write(`${head}(${cleanText(event.hint)})`);
  }

  close(): void {
    this.#file.flush();
  }
}
