import { beforeEach, describe, expect, it } from 'vitest';
import { VirtualClock } from '../../src/sim/virtual-clock.ts';
import type { Clock } from '../../src/streams/clock.ts';
import { SystemClock } from '../../src/streams/system-clock.ts';

interface ClockWorld {
  readonly clock: Clock;
  drive(): void;
}

const clockWorlds: readonly { readonly name: string; make(): ClockWorld }[] = [
  { name: 'system', make: () => ({ clock: new SystemClock(), drive: () => {} }) },
  {
    name: 'virtual',
    make: () => {
      const clock = new VirtualClock();
      return { clock, drive: () => void clock.run() };
    },
  },
  {
    name: 'virtual, started later',
    make: () => {
      const clock = new VirtualClock();
      clock.run(12_345_678);
      return { clock: clock.startedNow(), drive: () => void clock.run() };
    },
  },
];

describe.each(clockWorlds)('a clock ($name)', ({ make }) => {
  let world: ClockWorld;
  let clock: Clock;
  let heard: string[];

  beforeEach(() => {
    world = make();
    clock = world.clock;
    heard = [];
  });

  const say = (word: string) => () => void heard.push(word);

  /** Long after everything else that a test has set. */
  function end(): Promise<void> {
    return new Promise((resolve) => {
      clock.at(clock.now() + 20_000, resolve);
      world.drive();
    });
  }

  it('counts whole microseconds from the start and never goes back', async () => {
    const times = [clock.now()];
    for (let step = 1; step <= 5; step++) {
      clock.at(step * 1_000, () => void times.push(clock.now()));
    }
    await end();
    expect(times[0]).toBeLessThan(1_000_000);
    expect(times.every(Number.isSafeInteger)).toBe(true);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('never calls before the time has come', async () => {
    const early: number[] = [];
    const now = clock.now();
    for (let due = now; due < now + 10_000; due += 700) {
      clock.at(due, () => {
        heard.push('called');
        if (clock.now() < due) early.push(due);
      });
    }
    await end();
    expect([heard.length, early]).toEqual([15, []]);
  });

  it('calls by due time, and in the order they were set if due together', async () => {
    const now = clock.now();
    clock.at(now + 3_000, say('d'));
    clock.at(now + 1_000, say('b'));
    clock.at(now + 1_000, say('c'));
    clock.at(now, say('a'));
    clock.at(now + 3_000, say('e'));
    await end();
    expect(heard).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('calls what was due in the past', async () => {
    clock.at(-5, say('past'));
    await end();
    expect(heard).toEqual(['past']);
  });

  it('does not call what was cancelled, not even by one that is due together with it', async () => {
    const now = clock.now();
    const cancels = ['x', 'y'].map((word) => clock.at(now + 2_000, say(word)));
    clock.at(now + 1_000, () => cancels[0]?.());
    clock.at(now + 3_000, () => late());
    const late = clock.at(now + 3_000, say('late'));
    cancels[1]?.();
    cancels[1]?.();
    await end();
    expect(heard).toEqual([]);
  });

  it('does not mind that one is cancelled after it was called', async () => {
    const cancel = clock.at(clock.now(), say('called'));
    await end();
    cancel();
    expect(heard).toEqual(['called']);
  });

  it('calls what is wanted soon after all that is due together, in order', async () => {
    const now = clock.now();
    clock.at(now + 1_000, () => {
      heard.push('one');
      clock.soon(say('soon one'));
      clock.soon(say('soon too'));
    });
    clock.at(now + 1_000, () => {
      heard.push('two');
      clock.soon(say('soon two'));
    });
    await end();
    expect(heard).toEqual(['one', 'two', 'soon one', 'soon too', 'soon two']);
  });

  it('calls what is wanted soon before a timer that was set in the same tick', async () => {
    clock.at(clock.now(), () => {
      clock.at(0, say('timer'));
      clock.soon(say('soon'));
    });
    await end();
    expect(heard).toEqual(['soon', 'timer']);
  });

  it('does not call soon within the call', async () => {
    clock.soon(say('soon'));
    heard.push('first');
    await end();
    expect(heard).toEqual(['first', 'soon']);
  });

  it('tells the wall time in epoch milliseconds', () => {
    expect(clock.wall()).toBeGreaterThanOrEqual(Date.UTC(2020, 0, 1));
    expect(Number.isSafeInteger(clock.wall())).toBe(true);
  });
});
