import type { Summary } from '../../sim/run-scenario.ts';
import { cleanText } from './clean-text.ts';
import { EventInWords } from './event-in-words.ts';
import type { Paint } from './paint.ts';
import type { SimulatedEvent } from '../simulation-events.ts';

/** A simulation told as one tells of live nodes: when, who, what. */
export class SimulationInWords {
  readonly #paint: Paint;
  readonly #lives = new Map<string, EventInWords>();
  #startedAt: number | null = null;

  constructor(paint: Paint) {
    this.#paint = paint;
  }

  lines(event: SimulatedEvent): readonly string[] {
    if (event.event === 'summary') return summaryLines(event);
    this.#startedAt ??= event.at;
    const seconds = ((event.at - this.#startedAt) / 1_000).toFixed(3);
    const explainsPlain = this.#lives.size === 0;
    const words = this.#lives.get(event.life) ?? new EventInWords(this.#paint, { explainsPlain });
    this.#lives.set(event.life, words);
    const head = `${seconds.padStart(9)} s  ${event.life.padEnd(8)}`;
    return words.lines(event).map((line) => `${head}  ${line}`);
  }
}

function summaryLines({ scenario, seed, ms, turns, messages, trespasses }: Summary): string[] {
  const count = Object.values(turns).reduce((sum, each) => sum + each, 0);
  const extent = `${ms / 1_000} s, ${count} turns, ${messages} ${messages === 1 ? 'message' : 'messages'}`;
  const found =
    trespasses.length === 0 ? 'all is well' : `${trespasses.length} found against the law`;
  return [...trespasses, `${scenario}, seed ${seed}: ${found} (${extent})`].map(cleanText);
}
