import { restore } from '../../machines/engine/checkpoint.ts';
import type { Machines, System } from '../../machines/engine/system.ts';
import type { Plain } from '../../trace/format/plain.ts';
import type { TapedStep } from '../../trace/format/steps-on-tape.ts';
import type { Place, TapeItem } from '../../trace/reading/tape-item.ts';
import { attempt, type Attempt } from '../../trace/replay/attempt.ts';
import { compareErrors, unexpectedError } from '../../trace/replay/compare-errors.ts';
import { judgeSteps } from '../../trace/replay/judge-steps.ts';
import { toldDifference } from '../../trace/replay/told-value.ts';
import { explain, type Difference } from '../../trace/replay/verdict.ts';
import type { Fault } from '../answers/head.ts';
import type { Scene } from './film.ts';
import type { Keyframe } from './keyframes.ts';

export interface PlayerOptions {
  readonly machines: Machines;
  /** Whether the tape has the steps of its turns. */
  readonly hasSteps: boolean;
  readonly onDifferent: (fault: Fault) => void;
}

type InputItem = Extract<TapeItem, { readonly kind: 'input' }>;
type CrashedItem = Extract<TapeItem, { readonly kind: 'crashed' }>;

/** A turn of which nothing is known yet but what began it. */
interface Begun {
  readonly item: InputItem;
  readonly before: System | null;
  readonly made: Attempt | null;
}

/**
 * Runs a tape again from where it is told to, and makes a scene of each turn. Where the state is not known,
 * or the code does something else than the tape says, scenes are as the tape tells, up to the next checkpoint.
 */
export class ScenePlayer {
  /** Behind the scene that was given last. */
  frame: Keyframe;
  readonly #options: PlayerOptions;
  readonly #from: number;
  #begun: Begun | null = null;

  constructor(options: PlayerOptions, from: Keyframe) {
    this.#options = options;
    this.#from = from.turn;
    this.frame = from;
  }

  /** Gives the scene that is whole now, if one is; what lies before the beginning is passed over. */
  take(item: TapeItem): Scene | null {
    if (item.kind === 'steps') return this.#end(item.steps, null, item);
    if (item.kind === 'crashed') return this.#end([], item, item);
    const scene = this.#begun === null ? null : this.#end(null, null, this.#begun.item);
    switch (item.kind) {
      case 'input':
        if (item.turn > this.#from) this.#begin(item);
        break;
      case 'checkpoint':
        if (item.turn >= this.#from) this.#restore(item.turn, item.state);
        break;
      case 'gap':
        if (item.toTurn > this.#from) this.#lose(NOT_TAPED);
        break;
      case 'damage':
        if (Math.max(item.toTurn ?? Infinity, item.fromTurn) > this.#from) this.#lose(LOST);
        break;
      default:
    }
    return scene;
  }

  #begin(item: InputItem): void {
    const { system: before } = this.frame;
    const made = before === null ? null : attempt(before, item.input, item.turn, item);
    this.#begun = { item, before, made };
  }

  #end(
    taped: readonly TapedStep[] | null,
    crashed: CrashedItem | null,
    place: Place,
  ): Scene | null {
    if (this.#begun === null) return null;
    const { item, before, made } = this.#begun;
    this.#begun = null;
    const { turn, input } = item;
    const difference = made === null ? null : this.#judge(made, taped, crashed);
    const played = difference === null ? (made?.turn ?? null) : null;
    const lacks = this.#whyNot(made, difference, crashed);
    this.frame = {
      turn,
      system: played?.system ?? null,
      lacks: crashed === null ? lacks : FAILED,
    };
    if (difference !== null) this.#tell(difference, lacks!, place);
    return {
      turn,
      input,
      before,
      played,
      taped: taped ?? [],
      lacks,
      crashed: crashed === null ? null : `${crashed.name}: ${crashed.message}`,
      marks: [],
    };
  }

  /** Why there is nothing that was run again; null if there is, or the turn failed again as it did then. */
  #whyNot(
    made: Attempt | null,
    difference: Difference | null,
    crashed: CrashedItem | null,
  ): string | null {
    if (difference !== null) return explain(toldDifference(difference)).join('\n');
    if (made?.error && crashed === null) return `it ends with ${String(made.error)}`;
    return made === null ? this.frame.lacks : null;
  }

  #judge(
    made: Attempt,
    taped: readonly TapedStep[] | null,
    crashed: CrashedItem | null,
  ): Difference | null {
    if (crashed !== null) return compareErrors(made, crashed);
    if (taped !== null) return judgeSteps(made, taped);
    return made.error === null || this.#options.hasSteps ? null : unexpectedError(made);
  }

  #tell({ turn, what }: Difference, text: string, { segment, offset }: Place): void {
    const place = { fromTurn: turn, toTurn: turn, segment, offset, bytes: 0 };
    this.#options.onDifferent({ kind: 'different', code: what, text, ...place });
  }

  #lose(why: string): void {
    this.frame = { ...this.frame, system: null, lacks: why };
  }

  /** Where the state is known already, a checkpoint says nothing new. */
  #restore(turn: number, state: Plain): void {
    if (this.frame.system !== null) return;
    try {
      this.frame = { turn, system: restore(this.#options.machines, state), lacks: null };
    } catch {
      this.#lose(STRANGE);
    }
  }
}

/** Before the first checkpoint. */
export const NO_STATE = 'there is no whole state before it on the tape';
const FAILED = 'the node failed in the turn before it';
const NOT_TAPED = 'the turns before it were not taped, and the next whole state comes later';
const LOST = 'what was before it is missing on the tape, and the next whole state comes later';
const STRANGE = 'the whole state before it on the tape is none that these machines can take';
