import type { System } from '../../src/machines/engine/system.ts';
import { emptySystem, turn } from '../../src/machines/engine/turn.ts';
import { machines } from '../../src/node/running/machines.ts';
import type { Happening } from '../../src/protocol/inputs.ts';
import { limits } from '../../src/protocol/limits.ts';
import type { BodyPolicy } from '../../src/trace/format/body-policy.ts';
import type { TapeError } from '../../src/trace/format/tape-error.ts';
import type { TapeSizes } from '../../src/trace/format/tape-sizes.ts';
import type { TapeStore } from '../../src/trace/store/tape-store.ts';
import { type LostTurns, Recorder } from '../../src/trace/writing/recorder.ts';
import { tapeHead } from '../../src/trace/writing/tape-head.ts';
import { configOf } from './pure-config.ts';

/** A node that is driven by hand, on a tape that may break. */
export class TapedTurns {
  readonly recorder: Recorder;
  /** What was said about the tape. */
  readonly said: (string | LostTurns | null)[] = [];
  system: System = emptySystem(machines);
  #at = 0;

  constructor(store: TapeStore, sizes: TapeSizes = limits, bodies: BodyPolicy = 'text') {
    this.recorder = new Recorder({
      store,
      head: tapeHead({ config: configOf('a'), machines, run: 'r1', bodies }),
      wall: () => 0,
      onBroken: ({ message }: TapeError) => this.said.push(message),
      onResumed: (lost) => this.said.push(lost),
      sizes,
    });
    this.recorder.begin(this.system);
  }

  start(): void {
    this.take({ type: 'node.started', config: configOf('a') });
    this.take({ type: 'network.listening', host: 'a', port: 1 });
  }

  take(happening: Happening, afterMs = 100): void {
    this.#at += afterMs * 1_000;
    const input = { ...happening, at: this.#at };
    this.recorder.input(this.system.turn + 1, input);
    const result = turn(this.system, input);
    this.recorder.turned(result);
    this.system = result.system;
  }

  /** Turns that nobody asked for anything in. */
  wait(turns: number, afterMs?: number): void {
    for (let i = 0; i < turns; i += 1) {
      this.take({ type: 'timer.fired', timer: 'node/none#none' }, afterMs);
    }
  }

  flush(): void {
    this.recorder.flush(this.#at);
  }
}
