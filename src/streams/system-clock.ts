import type { Cancel, Clock } from './clock.ts';
import { TimerHeap } from './timer-heap.ts';

/** The machine's own time. The run starts when the clock is made. */
export class SystemClock implements Clock {
  readonly #startedMs = performance.now();
  readonly #timers = new TimerHeap();
  #alarm: Alarm | null = null;

  now(): number {
    return Math.floor((performance.now() - this.#startedMs) * 1_000);
  }

  wall(): number {
    return Date.now();
  }

  at(due: number, callback: () => void): Cancel {
    const entry = this.#timers.push(due, callback);
    if (this.#alarm === null || due < this.#alarm.due) this.#arm();
    return () => {
      // The alarm of a cancelled timer may ring for nothing, unless it alone kept the process alive.
      if (this.#timers.cancel(entry) && this.#timers.size === 0) this.#arm();
    };
  }

  soon(callback: () => void): void {
    setImmediate(callback);
  }

  #arm(): void {
    if (this.#alarm !== null) clearTimeout(this.#alarm.timeout);
    this.#alarm = null;
    const { first } = this.#timers;
    if (first === undefined) return;
    const waitMs = Math.ceil((first.due - this.now()) / 1_000);
    const timeout = setTimeout(() => this.#ring(), Math.min(Math.max(waitMs, 1), WAIT_MS_MAX));
    this.#alarm = { due: first.due, timeout };
  }

  /** A timer that is set while the due ones run waits for the next alarm, or I/O could starve. */
  #ring(): void {
    const now = this.now();
    const boundary = this.#timers.nextOrder;
    try {
      for (;;) {
        const { first } = this.#timers;
        if (first === undefined || first.due > now || first.order >= boundary) return;
        this.#timers.pop();
        first.callback();
      }
    } finally {
      this.#arm();
    }
  }
}

interface Alarm {
  readonly due: number;
  readonly timeout: NodeJS.Timeout;
}

/** What `setTimeout` can hold; it would take a longer wait for none at all. */
const WAIT_MS_MAX = 2_147_483_647;
