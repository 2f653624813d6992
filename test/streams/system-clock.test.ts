import { describe, expect, it } from 'vitest';
import { SystemClock } from '../../src/streams/system-clock.ts';

describe('the system clock', () => {
  it('does not take a wait that is too long for setTimeout for none', async () => {
    const warnings: Error[] = [];
    const warn = (warning: Error) => void warnings.push(warning);
    process.on('warning', warn);
    const clock = new SystemClock();
    const called: string[] = [];
    const cancel = clock.at(2 ** 31 * 1_000, () => void called.push('far'));
    await new Promise<void>((resolve) => new SystemClock().at(5_000, resolve));
    cancel();
    process.off('warning', warn);
    expect([called, warnings]).toEqual([[], []]);
  });

  it('keeps the process alive by one timeout while something is due, and no longer', () => {
    const before = timeouts();
    const held = () => timeouts() - before;
    const clock = new SystemClock();
    const counts = [held()];
    const cancels = [9e6, 1e6, 5e6].map((due) => {
      const cancel = clock.at(due, () => {});
      counts.push(held());
      return cancel;
    });
    for (const cancel of cancels) {
      cancel();
      counts.push(held());
    }
    expect(counts).toEqual([0, 1, 1, 1, 1, 1, 0]);
  });

  it('calls in time those that are due after one that was cancelled', async () => {
    const clock = new SystemClock();
    const called = new Promise<void>((resolve) => {
      const cancel = clock.at(1_000, () => {});
      clock.at(2_000, resolve);
      cancel();
    });
    await called;
    expect(clock.now()).toBeGreaterThanOrEqual(2_000);
  });
});

function timeouts(): number {
  return process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
}
