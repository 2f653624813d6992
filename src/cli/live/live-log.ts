import { cleanText } from '../words/clean-text.ts';
import { EventInWords, type EventWords } from '../words/event-in-words.ts';
import { LogFile, type LogSettings } from './log-file.ts';
import { plain } from '../words/paint.ts';
import type { Told } from '../words/told.ts';
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
    this.#words = new EventInWords(plain, { ...words, tellsWhole: true });
  }

  show(event: Told): void {
    // A node that never was has no id.
    const id = event.node === '' ? '' : shortId(event.node);
    const when = new Date(event.at).toISOString();
    const head = `${[when, this.#name, id].filter((part) => part !== '').join(' ')}  `;
    for (const line of this.#words.lines(event)) this.#file.write(head + line);
    if (event.event === 'error' && event.hint)
      this.#file.write(`${head}(${cleanText(event.hint)})`);
  }

  close(): void {
    this.#file.close();
  }
}
