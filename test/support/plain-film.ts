import { NEVER, type Observable } from 'rxjs';
import type { Film, Scene } from '../../src/inspector/film/film.ts';
import type { Ending, Fault, Head } from '../../src/inspector/answers/head.ts';
import type { Timeline } from '../../src/inspector/answers/timeline.ts';
import { restore } from '../../src/machines/engine/checkpoint.ts';
import type { System, Turn } from '../../src/machines/engine/system.ts';
import { turn } from '../../src/machines/engine/turn.ts';
import { machines } from '../../src/node/running/machines.ts';
import type { Input } from '../../src/protocol/inputs.ts';
import { tapedSteps } from '../../src/trace/format/steps-on-tape.ts';
import type { TapeHead } from '../../src/trace/format/tape-record.ts';
import type { TapeItem } from '../../src/trace/reading/tape-item.ts';
import { readTape } from '../../src/trace/reading/tape-reader.ts';
import { compareSteps } from '../../src/trace/replay/compare-steps.ts';
import { explain } from '../../src/trace/replay/verdict.ts';
import type { TapeStore } from '../../src/trace/store/tape-store.ts';
import { livesOf } from './plain-lives.ts';
import { timelineOf } from './plain-timeline.ts';

/**
 * A film that runs a whole tape again at once and keeps every turn of it: too slow and too large for
 * any use but as something that another film can be compared with.
 */
export class PlainFilm implements Film {
  readonly head$: Observable<Head> = NEVER;
  readonly tapeHead: TapeHead | null = null;
  readonly all: Scene[] = [];
  readonly #faults: Fault[] = [];
  readonly #ending: Ending | null = null;
  #wallAtStart: number | null = null;
  #bytes = 0;

  constructor(store: TapeStore) {
    let system: System | null = null;
    let lacks: string | null = 'there is no whole state before it on the tape';
    for (const name of store.list()) this.#bytes += sizeOf(store, name);
    for (const item of readTape(store)) {
      switch (item.kind) {
        case 'header':
          this.tapeHead ??= item;
          break;
        case 'clock':
          this.#wallAtStart ??= item.wall - item.at / 1000;
          break;
        case 'checkpoint':
          if (system !== null) break;
          system = restored(item.state);
          lacks = system === null ? 'its checkpoint is not one of these machines' : null;
          break;
        case 'input': {
          const before: System | null = system;
          const { played, error } = play(before, item.input);
          const why = lacks ?? (played === null ? `it ends with ${error}` : null);
          this.all.push(sceneOf(item.turn, item.input, before, played, why));
          system = played?.system ?? null;
          break;
        }
        case 'steps': {
          const scene = this.all.pop()!;
          const said = differs(scene, item.steps);
          const unlike = said === null ? {} : { played: null, lacks: said };
          this.all.push({ ...scene, taped: item.steps, ...unlike });
          if (said === null) break;
          this.#faults.push({
            ...placed(item),
            ...only(scene.turn),
            kind: 'different',
            text: said,
          });
          system = null;
          lacks = said;
          break;
        }
        case 'mark': {
          const scene = this.all.pop();
          if (scene !== undefined) this.all.push({ ...scene, marks: [...scene.marks, item.text] });
          break;
        }
        case 'crashed': {
          const text = `${item.name}: ${item.message}`;
          const scene = this.all.pop();
          if (scene !== undefined) this.all.push({ ...scene, crashed: text });
          this.#faults.push({ ...placed(item), ...only(item.turn), kind: 'crashed', text });
          break;
        }
        case 'gap':
        case 'damage':
          system = null;
          lacks = 'what was before it is missing on the tape';
          this.#faults.push(missing(item));
          break;
        case 'torn':
          this.#faults.push(torn(item, this.#last));
          break;
        default:
      }
      if (this.#ending?.how !== 'crashed') this.#ending = endingOf(item) ?? this.#ending;
    }
  }

  get head(): Head {
    const [first] = this.all;
    const last = this.all.at(-1);
    return {
      state: 'over',
      ending: this.#ending,
      firstTurn: first?.turn ?? 0,
      lastTurn: this.#last,
      turns: this.all.length,
      firstUs: first?.input.at ?? 0,
      lastUs: last?.input.at ?? 0,
      bytesRead: this.#bytes,
      bytes: this.#bytes,
      forgotten: 0,
      faults: this.#faults,
      moreFaults: 0,
    };
  }

  wallAt(us: number): number {
    return Math.round((this.#wallAtStart ?? 0) + us / 1000);
  }

  scene(turn: number): Scene | null {
    return this.all.find((scene) => scene.turn === turn) ?? null;
  }

  scenes(from: number, to: number): readonly Scene[] {
    return this.all.filter(({ turn }) => turn >= from && turn <= to);
  }

  previous(turn: number, actor?: string): number | null {
    return this.all.findLast((scene) => scene.turn < turn && hasStep(scene, actor))?.turn ?? null;
  }

  next(turn: number, actor?: string): number | null {
    return this.all.find((scene) => scene.turn > turn && hasStep(scene, actor))?.turn ?? null;
  }

  talk(turn: number, count: number): readonly number[] {
    const talks = this.all.filter((scene) => scene.turn <= turn && isTalk(scene));
    return count === 0 ? [] : talks.slice(-count).map((scene) => scene.turn);
  }

  lives(turn: number) {
    return livesOf(this.all, turn);
  }

  timeline(from: number, to: number, buckets: number): Timeline {
    return timelineOf(this.all, this.head, from, to, buckets);
  }

  get #last(): number {
    return this.all.at(-1)?.turn ?? 0;
  }
}

/** Something came over a link or went out on one, or something became of it. */
function isTalk({ input, taped }: Scene): boolean {
  if (/^(?:link\.(?:bytes|accepted|opened|ended|closed)|dial\.failed)$/.test(input.type))
    return true;
  const effects = taped.flatMap((step) => step.effects);
  return effects.some(({ type }) => /^link\.(?:dial|prove|send|end|close)$/.test(type));
}

function hasStep({ taped }: Scene, actor: string | undefined): boolean {
  return actor === undefined || taped.some((step) => step.actor === actor);
}

function sceneOf(
  number: number,
  input: Input,
  before: System | null,
  played: Turn | null,
  lacks: string | null,
): Scene {
  return { turn: number, input, before, played, taped: [], lacks, crashed: null, marks: [] };
}

function play(system: System | null, input: Input) {
  if (system === null) return { played: null, error: null };
  try {
    return { played: turn(system, input), error: null };
  } catch (error) {
    return { played: null, error: String(error) };
  }
}

function restored(state: unknown): System | null {
  try {
    return restore(machines, state);
  } catch {
    return null;
  }
}

function differs({ turn, played }: Scene, taped: Scene['taped']): string | null {
  if (played === null) return null;
  const difference = compareSteps(turn, taped, tapedSteps(played));
  return difference === null ? null : explain(difference).join('\n');
}

function placed({ segment, offset }: { readonly segment: number; readonly offset: number }) {
  return { segment, offset, bytes: 0, code: '' };
}

function only(turn: number) {
  return { fromTurn: turn, toTurn: turn };
}

function missing(item: Extract<TapeItem, { readonly kind: 'gap' | 'damage' }>): Fault {
  const { kind, code, fromTurn, toTurn } = item;
  const bytes = kind === 'damage' ? item.bytes : 0;
  return { ...placed(item), kind, code, text: code, fromTurn, toTurn, bytes };
}

function torn(item: Extract<TapeItem, { readonly kind: 'torn' }>, last: number): Fault {
  const turns = { fromTurn: last + 1, toTurn: null };
  return { ...placed(item), ...turns, kind: 'torn', text: 'torn', bytes: item.bytes };
}

/** What the last words of a tape say of how it ends. */
function endingOf(item: TapeItem): Ending | null {
  switch (item.kind) {
    case 'footer':
      return { how: 'stopped', text: 'the node stopped' };
    case 'torn':
      return { how: 'torn', text: 'the last of it was not written whole' };
    case 'unclosed':
      return { how: 'killed', text: 'there is no word that the run ended' };
    case 'unreadable':
      return { how: 'unreadable', text: item.text };
    case 'newer':
      return { how: 'newer', text: `the tape has format ${item.format}` };
    case 'crashed':
      return { how: 'crashed', text: `${item.name}: ${item.message}` };
    case 'damage':
      return item.toTurn === null ? { how: 'damaged', text: item.code } : null;
    default:
      return null;
  }
}

function sizeOf(store: TapeStore, name: string): number {
  const source = store.open(name);
  source.close();
  return source.size;
}
