import type { NodeEvent } from '../../node/telling/node-event.ts';
import { cleanText } from '../words/clean-text.ts';
import { columns } from '../words/columns.ts';
import { EventInWords } from '../words/event-in-words.ts';
import { jsonLine } from '../words/json-line.ts';
import type { CliEvent } from '../output.ts';
import { ownCommand, shellWord } from '../words/own-command.ts';
import type { Paint, Style } from '../words/paint.ts';
import type { LossOnTape } from './demo-story.ts';
import type { PacedLines } from './paced-lines.ts';
import { players } from './demo-script.ts';
import type { Life } from './player.ts';

/** What is left of a demo in which anybody has started. */
export interface DemoEnd extends CliEvent {
  readonly event: 'demo';
  /** How many arrived. */
  readonly texts: number;
  /** The folder of all tapes. */
  readonly trace: string;
  readonly lives: readonly Life[];
  /** null if it ended before. */
  readonly loss: (LossOnTape & { readonly path: string }) | null;
}

export interface TellerParts {
  readonly lines: PacedLines;
  readonly paint: Paint;
  readonly json: boolean;
  /** Of how many players it tells: of many, faster. */
  readonly count: number;
}

/** Tells what the nodes of a demo tell, each line with its name, as if all consoles were one. */
export class DemoTeller {
  readonly #parts: TellerParts;
  readonly #lives = new Map<Life, EventInWords>();
  readonly #restMs: Readonly<Record<'scene' | 'message' | 'other', number>>;
  #scenes = 0;

  constructor(parts: TellerParts) {
    this.#parts = parts;
    const share = Math.min(1, FULL_PACE_COUNT / parts.count);
    this.#restMs = { scene: 900 * share, message: 700 * share, other: 170 * share };
  }

  async scene(title: string): Promise<void> {
    const { lines, json, paint } = this.#parts;
    if (json) return;
    this.#scenes += 1;
    if (this.#scenes > 1) lines.say('', 0);
    lines.say(paint('bold', `${this.#scenes}. ${title}`), this.#restMs.scene);
    await lines.read;
  }

  hear(life: Life, event: NodeEvent): void {
    const { lines, json } = this.#parts;
    if (json) return lines.say(jsonLine(event), 0);
    // All tapes are told of at the end.
    if (event.event === 'tape' && event.state === 'recording') return;
    const words = this.#lives.get(life) ?? new EventInWords(this.#parts.paint);
    this.#lives.set(life, words);
    const restMs = this.#restMs[event.event === 'message' ? 'message' : 'other'];
    for (const line of words.lines(event)) lines.say(`${this.#head(life)} ${line}`, restMs);
  }

  end(event: DemoEnd): void {
    const { lines, json } = this.#parts;
    const told = json ? [jsonLine(event)] : ['', ...this.#endInWords(event)];
    for (const line of told) lines.say(line, 0);
  }

  #head({ name }: Life): string {
    const index = players.findIndex((each) => each === name);
    const names = players.slice(0, this.#parts.count);
    const width = Math.max(...names.map((each) => each.length));
    return this.#parts.paint(colours[index % colours.length]!, `${name.padEnd(width)} |`);
  }

  #endInWords({ trace, lives, loss, texts }: DemoEnd): readonly string[] {
    const [first] = lives as readonly [Life];
    const rows = [
      [`${texts} texts have arrived, and ${lives.length} runs are on tape in`, trace],
      [
        `To run ${first.name}'s again, step by step`,
        `${ownCommand()} replay ${shellWord(first.path)}`,
      ],
      ...(loss === null ? [] : [[`To see how ${loss.by} lost ${loss.of}`, lookAt(loss)]]),
    ];
    return columns(rows.map((cells) => cells.map(cleanText)));
  }
}

function lookAt({ path, turn }: NonNullable<DemoEnd['loss']>): string {
  return `${ownCommand()} trace show ${shellWord(path)} --from ${turn} --to ${turn}`;
}

/** Of more than this, nobody reads every line, and all is to be over in half a minute. */
const FULL_PACE_COUNT = 4;

const colours: readonly Style[] = ['cyan', 'magenta', 'yellow', 'blue'];
