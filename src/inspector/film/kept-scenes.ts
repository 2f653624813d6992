import type { Input } from '../../protocol/inputs.ts';
import { inspectorLimits } from '../answers/inspector-limits.ts';
import type { Scene } from './film.ts';
import type { Keyframe } from './keyframes.ts';

/** A scene, and what is needed to go on behind it. */
export interface Shot {
  readonly scene: Scene;
  readonly behind: Keyframe;
}

/** The scenes that were made last, to go back to. */
export class KeptScenes {
  readonly #shots = new Map<number, Shot>();
  #bytes = 0;

  get(turn: number): Shot | null {
    return this.#shots.get(turn) ?? null;
  }

  put(shot: Shot): void {
    const { scene } = shot;
    this.#drop(scene.turn);
    this.#shots.set(scene.turn, shot);
    this.#bytes += bytesOf(scene.input);
    const { keptScenesMax, keptSceneBytesMax } = inspectorLimits;
    while (this.#shots.size > keptScenesMax || this.#bytes > keptSceneBytesMax) {
      const [oldest] = this.#shots.keys();
      this.#drop(oldest!);
    }
  }

  forgetBefore(turn: number): void {
    for (const kept of this.#shots.keys()) if (kept < turn) this.#drop(kept);
  }

  #drop(turn: number): void {
    const shot = this.#shots.get(turn);
    if (shot === undefined) return;
    this.#shots.delete(turn);
    this.#bytes -= bytesOf(shot.scene.input);
  }
}

/** What came: all else in a turn is small, or part of the states that it shares. */
function bytesOf(input: Input): number {
  if (input.type === 'link.bytes') {
    return input.chunks.reduce((sum, { length }) => sum + length, INPUT_BYTES);
  }
  if (input.type !== 'commands') return INPUT_BYTES;
  return input.commands.reduce(
    (sum, command) => sum + INPUT_BYTES + ('body' in command ? command.body.length : 0),
    INPUT_BYTES,
  );
}

const INPUT_BYTES = 256;
