import { inspectorLimits } from '../answers/inspector-limits.ts';
import type { Film, Scene } from '../film/film.ts';
import { Registry } from './registry.ts';
import type { ToolMessage } from './tool-message.ts';

/** Where a tool wants to begin, and what it wants to see last; null: it does not say. */
export interface Wish {
  readonly from: number | null;
  readonly turn: number | null;
}

/**
 * What one tool is told, at its own pace: the tape is its queue. It has a place on it and takes the turns from
 * there as fast as it reads, so none that is on the tape is lost to it, and none waits in memory.
 *
 * Of a node that runs it is told what there is, and what follows. Whoever had all of that and has fallen too far
 * behind since goes on with the present: it is told how many turns it has missed, and everybody's state anew.
 * Of a tape that is over it is told the last turns, up to the one it wants to see.
 */
export class ToolFeed {
  readonly #film: Film;
  readonly #wish: Wish;
  readonly #registry = new Registry();
  /** The turn that it was told last; null: nothing yet. */
  #at: number | null = null;
  /** It knows the state behind that turn. */
  #isKnown = false;
  /** It has been told all there was. */
  #isAbreast = false;

  constructor(film: Film, wish: Wish) {
    this.#film = film;
    this.#wish = wish;
  }

  /** All there is to say, until there is nothing more for now. */
  *news(): Generator<ToolMessage, void> {
    for (const message of this.newsInPieces()) if (message !== null) yield message;
  }

  /** The same with `null` between two pieces of work: of many turns there may be nothing to say. */
  *newsInPieces(): Generator<ToolMessage | null, void> {
    const { head } = this.#film;
    if (head.state === 'reading' || head.turns === 0) return;
    this.#at ??= yield* this.#begin();
    for (let last = this.#last; this.#at < last; last = this.#last) {
      yield* this.#skip(this.#missed(this.#at, last));
      const to = Math.min(this.#at + SCENES, last);
      // Taken all at once: whoever goes through them slowly is not to keep the film from others.
      const scenes = Array.from(this.#film.scenes(this.#at + 1, to));
      for (const scene of scenes) {
        yield* this.#tell(scene);
        this.#at = scene.turn;
      }
      if (this.#at < to) this.#isKnown = false;
      this.#at = to;
      yield null;
    }
    this.#isAbreast = true;
  }

  *#begin(): Generator<ToolMessage, number> {
    const { firstTurn } = this.#film.head;
    const at = Math.min(Math.max(this.#wantedFrom, firstTurn - 1), this.#last);
    yield* this.#show(at);
    return at;
  }

  get #wantedFrom(): number {
    const { from, turn } = this.#wish;
    if (from !== null) return from;
    const { state, lastTurn } = this.#film.head;
    const isLive = state === 'live' && turn === null;
    return isLive ? lastTurn : this.#last - inspectorLimits.toolTurnsMax;
  }

  get #last(): number {
    return Math.min(this.#wish.turn ?? Infinity, this.#film.head.lastTurn);
  }

  /** The last turn that it cannot have any more, or would have too late; less than the one it has: there is none. */
  #missed(at: number, last: number): number {
    const { state, firstTurn } = this.#film.head;
    const isBehind = last - at > inspectorLimits.toolLagTurnsMax;
    return this.#isAbreast && state === 'live' && isBehind ? last : Math.max(firstTurn - 1, at);
  }

  *#skip(to: number): Generator<ToolMessage, void> {
    const turns = to - this.#at!;
    if (turns <= 0) return;
    this.#at = to;
    this.#isKnown = false;
    yield* this.#show(to);
    const at = this.#film.scene(to)?.input.at ?? this.#film.head.firstUs;
    yield* this.#registry.aside({ type: 'peertape.skipped', turns }, this.#film.wallAt(at));
  }

  /** Everybody, behind a turn whose state is known. */
  *#show(turn: number): Generator<ToolMessage, void> {
    const scene = this.#film.scene(turn);
    if (scene === null || scene.played === null) return;
    const wallMs = this.#film.wallAt(scene.input.at);
    yield* this.#registry.everybody(scene.played.system, this.#film.lives(turn), wallMs);
    this.#isKnown = true;
  }

  *#tell({ turn, input, before, played, taped }: Scene): Generator<ToolMessage, void> {
    const wallMs = this.#film.wallAt(input.at);
    if (turn !== this.#at! + 1) this.#isKnown = false;
    if (before !== null && !this.#isKnown) {
      yield* this.#registry.everybody(before, this.#film.lives(turn - 1), wallMs);
    }
    this.#isKnown = before !== null && played !== null;
    if (before === null || played === null) yield* this.#registry.taped(taped, wallMs);
    else yield* this.#registry.turn(turn, { before, input, played }, wallMs);
  }
}

/** Read in one go. */
const SCENES = 32;
