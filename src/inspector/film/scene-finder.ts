import type { Machines } from '../../machines/engine/system.ts';
import { readTapeFrom } from '../../trace/reading/tape-reader.ts';
import type { PagePlace } from '../../trace/reading/tape-reading.ts';
import type { TapeStore } from '../../trace/store/tape-store.ts';
import { inspectorLimits } from '../answers/inspector-limits.ts';
import type { Fault } from '../answers/head.ts';
import type { Scene } from './film.ts';
import type { FilmLedger } from './film-ledger.ts';
import { KeptScenes, type Shot } from './kept-scenes.ts';
import { Keyframes, type Keyframe } from './keyframes.ts';
import { NO_STATE, ScenePlayer } from './scene-player.ts';

export interface FinderParts {
  readonly store: TapeStore;
  readonly machines: Machines;
  readonly ledger: FilmLedger;
  readonly onDifferent: (fault: Fault) => void;
}

export interface PlayOptions {
  /** Whether what it comes by is kept, to go back to; what is too far before it is not. */
  readonly isKept: boolean;
}

/**
 * Finds what happened in any turn: runs the tape again from the nearest state that is known, and keeps on its way
 * states and scenes to begin from and to go back to.
 */
export class SceneFinder {
  readonly keyframes = new Keyframes();
  readonly #parts: FinderParts;
  readonly #kept = new KeptScenes();
  #first = 0;

  constructor(parts: FinderParts) {
    this.#parts = parts;
  }

  scene(turn: number): Scene | null {
    for (const scene of this.scenes(turn, turn)) return scene;
    return null;
  }

  *scenes(from: number, to: number): Generator<Scene> {
    const { rows, marks } = this.#parts.ledger;
    let playing: Generator<Shot, void> | null = null;
    try {
      for (let row = rows.from(from); row < rows.end && rows.turn(row) <= to; row += 1) {
        const turn = rows.turn(row);
        let shot = this.#kept.get(turn);
        if (shot === null) {
          playing ??= this.play(turn);
          shot = upTo(playing, turn);
          if (shot === null) return;
        }
        this.keyframes.goOnFrom(shot.behind);
        const texts = marks.textsOf(turn);
        yield texts.length === 0 ? shot.scene : { ...shot.scene, marks: texts };
      }
    } finally {
      playing?.return(undefined);
    }
  }

  /** Runs the tape again up to a turn and on from there, and gives all that it comes by. */
  *play(turn: number, { isKept }: PlayOptions = { isKept: true }): Generator<Shot, void> {
    const { store, machines, ledger, onDifferent } = this.#parts;
    const { head, rows } = ledger;
    this.#forgetWithLedger();
    if (head === null || rows.from(turn) === rows.end) return;
    const { frame, page } = this.#start(turn);
    const spacing = spacingOf(rows.count);
    const keptFrom = turn - inspectorLimits.keyframeTurns;
    const player = new ScenePlayer({ machines, hasSteps: head.steps, onDifferent }, frame);
    for (const item of readTapeFrom(store, head, page)) {
      const scene = player.take(item);
      if (scene === null || !rows.has(scene.turn)) continue;
      const shot = { scene, behind: player.frame };
      this.keyframes.lay(shot.behind, spacing);
      if (isKept && scene.turn > keptFrom) this.#kept.put(shot);
      yield shot;
    }
  }

  #forgetWithLedger(): void {
    const { rows } = this.#parts.ledger;
    if (rows.count === 0 || rows.first === this.#first) return;
    this.#first = rows.first;
    const turn = rows.turn(rows.first);
    this.keyframes.forgetBefore(turn);
    this.#kept.forgetBefore(turn);
  }

  /** The nearest state before a turn, and the page from which on the tape is to be read. */
  #start(turn: number): { readonly frame: Keyframe; readonly page: PagePlace } {
    const { rows, pages, checkpoints } = this.#parts.ledger;
    const row = rows.from(turn);
    const frame = this.keyframes.before(turn);
    const checkpoint = checkpoints.at(row);
    if (frame !== null && isNearer(frame, checkpoint))
      return { frame, page: pages.at(rows.from(frame.turn))! };
    if (checkpoint !== null) {
      return { frame: unknownBehind(checkpoint.turn), page: checkpoint };
    }
    return { frame: unknownBehind(turn - 1), page: pages.at(row)! };
  }
}

/**
 * How many turns lie between two keyframes: the same for whoever lays them, or those laid on the way to a moment would
 * take the room of others, one stretch of the tape after the other.
 */
function spacingOf(turns: number): number {
  const { keyframeTurns, keyframesMax } = inspectorLimits;
  return Math.max(keyframeTurns, Math.ceil(turns / keyframesMax));
}

function isNearer(frame: Keyframe, checkpoint: PagePlace | null): boolean {
  if (checkpoint === null || frame.turn > checkpoint.turn) return true;
  return frame.turn === checkpoint.turn && frame.system !== null;
}

function unknownBehind(turn: number): Keyframe {
  return { turn, system: null, lacks: NO_STATE };
}

function upTo(playing: Generator<Shot, void>, turn: number): Shot | null {
  for (;;) {
    const next = playing.next();
    if (next.done === true || next.value.scene.turn > turn) return null;
    if (next.value.scene.turn === turn) return next.value;
  }
}
