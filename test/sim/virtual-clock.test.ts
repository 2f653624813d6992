import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../src/sim/virtual-clock.ts';

describe('the virtual clock', () => {
  it('goes from deadline to deadline, and each callback sees its own', () => {
    const clock = new VirtualClock();
    const seen: number[] = [];
    const look = () => void seen.push(clock.now());
    for (const due of [500, 100, 100, 7_000_000_000]) clock.at(due, look);
    expect(clock.pending).toBe(4);
    expect(clock.run()).toBe(4);
    expect([seen, clock.now(), clock.pending]).toEqual([
      [100, 100, 500, 7_000_000_000],
      7_000_000_000,
      0,
    ]);
  });

  it('runs up to a time and stands there', () => {
    const clock = new VirtualClock();
    const seen: number[] = [];
    for (const due of [10, 20, 21]) clock.at(due, () => void seen.push(due));
    expect([clock.run(20), clock.now(), seen]).toEqual([2, 20, [10, 20]]);
    expect([clock.run(15), clock.now()]).toEqual([0, 20]);
    expect([clock.run(100), clock.now(), seen]).toEqual([1, 100, [10, 20, 21]]);
  });

  it('steps by one callback', () => {
    const clock = new VirtualClock();
    const seen: string[] = [];
    clock.at(5, () => {
      seen.push('at');
      clock.soon(() => void seen.push('soon'));
    });
    expect([clock.step(), [...seen], clock.pending]).toEqual([true, ['at'], 1]);
    expect([clock.step(), [...seen], clock.now()]).toEqual([true, ['at', 'soon'], 5]);
    expect(clock.step()).toBe(false);
  });

  it('never goes back for what was due in the past', () => {
    const clock = new VirtualClock();
    const seen: number[] = [];
    clock.run(1_000);
    clock.at(10, () => void seen.push(clock.now()));
    clock.run();
    expect(seen).toEqual([1_000]);
  });

  it('runs what is wanted soon before time passes, also what that wants soon', () => {
    const clock = new VirtualClock();
    const seen: string[] = [];
    clock.at(0, () => void seen.push(`timer ${clock.now()}`));
    clock.at(1, () => void seen.push(`timer ${clock.now()}`));
    clock.soon(() => {
      seen.push('soon');
      clock.soon(() => void seen.push('sooner or later'));
    });
    clock.run();
    expect(seen).toEqual(['soon', 'sooner or later', 'timer 0', 'timer 1']);
  });

  it('gives up on a world that never comes to rest', () => {
    const clock = new VirtualClock();
    const spin = () => clock.soon(spin);
    clock.at(3, spin);
    expect(() => clock.run(10, 1_000)).toThrow('no rest after 1000 callbacks, at 3 µs');
    const ticking = new VirtualClock();
    const tick = () => void ticking.at(ticking.now() + 1, tick);
    ticking.at(0, tick);
    expect(() => ticking.run(Infinity, 1_000)).toThrow('no rest after 1000 callbacks, at 1000 µs');
  });

  it('refuses a time that is none', () => {
    const clock = new VirtualClock();
    for (const due of [Number.NaN, Infinity, 0.5]) {
      expect(() => clock.at(due, () => {})).toThrow(RangeError);
    }
  });

  it('has the wall of 2020, which a node may see wrong', () => {
    const clock = new VirtualClock();
    expect(new Date(clock.wall()).toISOString()).toBe('2020-01-01T00:00:00.000Z');
    clock.run(2_500_000);
    const late = clock.startedNow(-3_000);
    expect([late.now(), new Date(late.wall()).toISOString()]).toEqual([
      0,
      '2019-12-31T23:59:59.500Z',
    ]);
  });
});
