import type { Machines, System, Turn } from '../../machines/engine/system.ts';
import { emptySystem, turn } from '../../machines/engine/turn.ts';
import type { Effect } from '../../protocol/effects.ts';
import type { Happening, Input } from '../../protocol/inputs.ts';
import type { Clock } from '../../streams/clock.ts';
import type { Recorder } from '../../trace/writing/recorder.ts';

export interface DriverParts {
  readonly machines: Machines;
  readonly clock: Clock;
  readonly recorder: Recorder | null;
  /** Carries an effect out; what it leads to comes in through `take`, at once or later. */
  readonly act: (effect: Effect, turn: number) => void;
  /** Everything that had queued up has been turned and acted on. */
  readonly settle: () => void;
  readonly observe: (turn: Turn, input: Input) => void;
  /** Our own fault: the tape holds it, and no further input is taken. */
  readonly fail: (error: unknown) => void;
}

/**
 * One synchronous loop: take an input, record it, turn, record that, act, then let observers see.
 * What comes in meanwhile waits its turn, so turns never nest and are seen in their order.
 */
export class Driver {
  #system: System;
  /** The last turn whose input is on the tape. */
  #taped = 0;
  #running = false;
  #failed = false;
  readonly #queue: Happening[] = [];
  readonly #parts: DriverParts;

  constructor(parts: DriverParts) {
    this.#parts = parts;
    this.#system = emptySystem(parts.machines);
    parts.recorder?.begin(this.#system);
  }

  get system(): System {
    return this.#system;
  }

  /** The node has come to its end, one way or the other. */
  get over(): boolean {
    return this.#failed || (this.#system.turn > 0 && !this.#system.actors.has('node'));
  }

  take(happening: Happening): void {
    this.#queue.push(happening);
    if (this.#running) return;
    this.#running = true;
    try {
      this.#drain();
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#running = false;
    }
  }

  #drain(): void {
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
      if (this.over) continue;
      this.#turn(next);
      if (this.#queue.length === 0) this.#parts.settle();
    }
  }

  #turn(happening: Happening): void {
    const { clock, recorder, act, observe } = this.#parts;
    const at = Math.max(clock.now(), this.#system.at);
    const input = { ...happening, at };
    recorder?.input(this.#system.turn + 1, input);
    this.#taped = this.#system.turn + 1;
    const result = turn(this.#system, input);
    recorder?.turned(result);
    this.#system = result.system;
    for (const effect of result.effects) act(effect, result.system.turn);
    observe(result, input);
  }

  #fail(error: unknown): void {
    this.#failed = true;
    this.#queue.length = 0;
    const { recorder, fail } = this.#parts;
    try {
      recorder?.crashed(this.#taped, error);
    } catch {
      // A tape that cannot take this either says nothing more; what went wrong first is what counts.
    }
    fail(error);
  }
}
