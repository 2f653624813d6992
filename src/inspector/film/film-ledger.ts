import type { Machines } from '../../machines/engine/system.ts';
import type { Input } from '../../protocol/inputs.ts';
import type { TapedStep } from '../../trace/format/steps-on-tape.ts';
import type { TapeHead } from '../../trace/format/tape-record.ts';
import type { Place, TapeItem } from '../../trace/reading/tape-item.ts';
import type { PagePlace } from '../../trace/reading/tape-reading.ts';
import { inspectorLimits } from '../answers/inspector-limits.ts';
import { ActorLives } from './actor-lives.ts';
import { FilmFaults } from './film-faults.ts';
import { FilmMarks } from './film-marks.ts';
import { PlaceTable } from './place-table.ts';
import { turnKind } from './turn-kind.ts';
import { TurnRows } from './turn-rows.ts';

/**
 * What stands where on a tape, as far as it was read: enough to find any turn again, and to tell of all of
 * them what does not need to be run again. A turn counts once its steps are there, or nothing more comes of it.
 */
export class FilmLedger {
  head: TapeHead | null = null;
  readonly rows = new TurnRows();
  /** Where a page begins, by its first row; and where one with a checkpoint does, by the first row behind that. */
  readonly pages = new PlaceTable();
  readonly checkpoints = new PlaceTable();
  readonly lives: ActorLives;
  readonly marks = new FilmMarks();
  readonly faults = new FilmFaults();
  /** Turns that had been there. */
  forgotten = 0;
  #page: PagePlace = { segment: 0, offset: 0, turn: 0 };
  #wallAtStart: number | null = null;
  #unjudged: { readonly turn: number; readonly input: Input } | null = null;

  constructor(machines: Machines) {
    this.lives = new ActorLives(machines);
  }

  take(item: TapeItem): void {
    if (item.kind !== 'steps') this.endTurn();
    this.faults.take(item, this.#lastTurn);
    switch (item.kind) {
      case 'header':
        this.head ??= item;
        break;
      case 'page':
        this.#page = placeOf(item, item.turn);
        this.pages.put(this.rows.end, this.#page);
        break;
      case 'checkpoint':
        this.checkpoints.put(this.rows.end, { ...this.#page, turn: item.turn });
        this.lives.takeCheckpoint(item.state, this.#lastTurn, item.turn + 1);
        break;
      case 'clock':
        this.#wallAtStart ??= item.wall - item.at / 1_000;
        break;
      case 'input':
        this.#unjudged = item;
        break;
      case 'steps':
        this.endTurn(item.steps);
        break;
      case 'mark':
        this.marks.put(item.turn, item.at, item.text);
        break;
      default:
    }
  }

  /** Nothing more comes of the turn that was begun last. */
  endTurn(steps: readonly TapedStep[] = []): void {
    if (this.#unjudged === null) return;
    const { turn, input } = this.#unjudged;
    this.#unjudged = null;
    this.rows.push(turn, input.at, turnKind(input, steps));
    this.lives.takeSteps(turn, steps);
    this.marks.takeSteps(turn, input.at, steps);
    this.#keepWithin();
  }

  wallAt(us: number): number {
    return Math.round((this.#wallAtStart ?? 0) + us / 1_000);
  }

  /** The segments before this one are not there any more. */
  forgetSegments(before: number): void {
    const row = this.pages.firstRowFrom(before);
    if (row !== null) this.#forget(row);
  }

  get #lastTurn(): number {
    const { rows } = this;
    return rows.count === 0 ? 0 : rows.turn(rows.end - 1);
  }

  #keepWithin(): void {
    const { indexedTurnsMax, indexedStepsMax } = inspectorLimits;
    const { rows, lives } = this;
    if (rows.count <= indexedTurnsMax && lives.steps <= indexedStepsMax) return;
    this.#forget(rows.first + Math.ceil(rows.count * FORGOTTEN));
  }

  #forget(row: number): void {
    const { rows } = this;
    if (row <= rows.first) return;
    this.forgotten += row - rows.first;
    rows.forgetBefore(row);
    const turn = row < rows.end ? rows.turn(row) : this.#lastTurn + 1;
    this.pages.forgetBefore(row);
    this.checkpoints.forgetBefore(row);
    this.lives.forgetBefore(turn);
    this.marks.forgetBefore(turn);
  }
}

/** As many go at once as make it worth the looking. */
const FORGOTTEN = 0.1;

function placeOf({ segment, offset }: Place, turn: number): PagePlace {
  return { segment, offset, turn };
}
