import { capture, restore } from '../../machines/engine/checkpoint.ts';
import type { Machines, System, Turn } from '../../machines/engine/system.ts';
import type { Input } from '../../protocol/inputs.ts';
import { attempt, type Attempt } from './attempt.ts';
import { compareCheckpoints } from './compare-checkpoints.ts';
import { compareErrors, unexpectedError } from './compare-errors.ts';
import { Findings } from './findings.ts';
import { judgeSteps } from './judge-steps.ts';
import { lastCheckpoint } from './last-checkpoint.ts';
import { keptBodies } from '../format/body-policy.ts';
import type { Plain } from '../format/plain.ts';
import type { Place, TapeItem } from '../reading/tape-item.ts';
import { readTape } from '../reading/tape-reader.ts';
import type { TapeHead } from '../format/tape-record.ts';
import type { TapeStore } from '../store/tape-store.ts';
import { toldDifference } from './told-value.ts';
import type { Difference, Gap, Verdict } from './verdict.ts';

export interface ReplayOptions {
  readonly machines: Machines;
  /** The digest of the code that will decide, to be compared with the recorded one. */
  readonly code: string;
  /** The last turn to run; all of them if left out. */
  readonly to?: number;
  /** Begin at a checkpoint: the last one at or before this turn; the first one if left out. */
  readonly from?: number;
  /** Sees every turn as it is run again. */
  readonly onTurn?: (turn: Turn, input: Input) => void;
}

/**
 * Runs a tape again, through the same codec and machines. Only its inputs drive the run; its steps
 * and checkpoints are what must come out.
 */
export function replay(store: TapeStore, options: ReplayOptions): Verdict {
  const start = options.from === undefined ? null : lastCheckpoint(store, options.from);
  const run = new Replay(options);
  let hasBegun = start === null;
  for (const item of readTape(store)) {
    hasBegun ||= item.kind === 'checkpoint' && item.turn === start;
    if (hasBegun || ofTheWhole.has(item.kind)) run.take(item);
    if (run.over) break;
  }
  return run.verdict();
}

/** What counts wherever a replay begins. */
const ofTheWhole: ReadonlySet<TapeItem['kind']> = new Set(['header', 'unreadable', 'newer']);

class Replay {
  over = false;
  readonly #options: ReplayOptions;
  readonly #found = new Findings();
  #head: TapeHead | null = null;
  /** null before the first checkpoint, and from a gap to the next one. */
  #system: System | null = null;
  #unjudged: Attempt | null = null;
  /** With a fault of its own, which is the last word of a tape as much as a footer is. */
  #hasEnded = false;

  constructor(options: ReplayOptions) {
    this.#options = options;
  }

  take(item: TapeItem): void {
    switch (item.kind) {
      case 'header':
        this.#head ??= item;
        break;
      case 'checkpoint':
        this.#expectNothing();
        this.#checkpoint(item.turn, item.state, item);
        break;
      case 'input':
        this.#expectNothing();
        this.#input(item.input, item.turn, item);
        break;
      case 'steps':
        this.#judge((unjudged) => judgeSteps(unjudged, item.steps));
        break;
      case 'crashed':
        this.#hasEnded = true;
        this.#judge((unjudged) => compareErrors(unjudged, item));
        break;
      case 'gap':
        this.#expectNothing();
        this.#found.leaveOut({ ...placeOf(item), bytes: 0, ...turnsOf(item) });
        this.#system = null;
        break;
      case 'damage':
        this.#miss({ ...placeOf(item), bytes: item.bytes, ...turnsOf(item) });
        break;
      case 'torn':
        this.#unjudged = null;
        this.#found.torn = { ...placeOf(item), bytes: item.bytes };
        break;
      case 'unclosed':
        this.#unjudged = null;
        if (!this.#hasEnded) this.#found.torn = { ...placeOf(item), bytes: 0 };
        break;
      case 'unreadable':
      case 'newer':
        this.#found.refuse(item);
        break;
      default:
        this.#expectNothing();
    }
  }

  get #hasSteps(): boolean {
    return this.#head?.steps ?? true;
  }

  verdict(): Verdict {
    const head = this.#head;
    return this.#found.verdict(head !== null && head.code !== this.#options.code);
  }

  #input(input: Input, number: number, place: Place): void {
    if (number > (this.#options.to ?? Infinity)) {
      this.over = true;
      return;
    }
    if (this.#system === null) return;
    const made = attempt(this.#system, input, number, placeOf(place));
    this.#unjudged = made;
    if (made.turn === null) return;
    this.#system = made.turn.system;
    if (!this.#hasSteps) this.#count(made);
  }

  /** The tape has moved on: the turn before should have been judged by its steps. */
  #expectNothing(): void {
    const unjudged = this.#unjudged;
    if (unjudged === null) return;
    this.#unjudged = null;
    if (unjudged.error !== null) {
      this.#differ(unexpectedError(unjudged));
      return;
    }
    if (!this.#hasSteps) return;
    const turns = { fromTurn: unjudged.number, toTurn: unjudged.number, code: 'missing-steps' };
    this.#found.miss({ ...unjudged.place, bytes: 0, ...turns });
  }

  #judge(compare: (unjudged: Attempt) => Difference | null): void {
    const unjudged = this.#unjudged;
    this.#unjudged = null;
    if (unjudged === null) return;
    const difference = compare(unjudged);
    if (difference !== null) this.#differ(difference);
    else this.#count(unjudged);
  }

  #count({ turn: result, input }: Attempt): void {
    this.#found.countTurn(result);
    if (result !== null) this.#options.onTurn?.(result, input);
  }

  #checkpoint(number: number, state: Plain, place: Place): void {
    if (this.over) return;
    const head = this.#head;
    // Without its header a tape does not say which bodies its checkpoints hold, so none can be compared.
    if (this.#system === null || head === null) {
      this.#restore(number, state, place);
      return;
    }
    const code = capture(this.#system, keptBodies(head.bodies, head.node)) as Plain;
    const difference = compareCheckpoints(number, state, code);
    if (difference !== null) this.#differ(difference);
    else this.#found.countCheckpoint(number);
  }

  /** A checkpoint that these machines cannot take is no better than a damaged one. */
  #restore(number: number, state: Plain, place: Place): void {
    try {
      this.#system = restore(this.#options.machines, state);
      this.#found.countCheckpoint(number);
    } catch {
      const turns = { fromTurn: number, toTurn: number, code: 'bad-checkpoint' };
      this.#miss({ ...placeOf(place), bytes: 0, ...turns });
    }
  }

  #miss(gap: Gap): void {
    this.#unjudged = null;
    this.#system = null;
    this.#found.miss(gap);
  }

  #differ(difference: Difference): void {
    this.#found.difference = toldDifference(difference);
    this.over = true;
  }
}

function placeOf({ segment, offset }: Place): Place {
  return { segment, offset };
}

function turnsOf({ fromTurn, toTurn, code }: Pick<Gap, 'fromTurn' | 'toTurn' | 'code'>) {
  return { fromTurn, toTurn, code };
}
