import { describe, expect, it } from 'vitest';
import { inspectorLimits } from '../../../src/inspector/answers/inspector-limits.ts';
import { Lookers } from '../../../src/inspector/server/lookers.ts';
import { VirtualClock } from '../../../src/sim/virtual-clock.ts';
import { ShownFilm } from '../../support/shown-film.ts';

const enough = inspectorLimits.unwatchedMs * 1_000;

describe('those who look', () => {
  it('have a film followed until none of them has been there for a while', () => {
    const { film, clock, lookers } = nobodyYet();
    expect(film.watchers).toBe(0);
    const [one, other] = [lookers.stay(), lookers.stay()];
    clock.run(10 * enough);
    one();
    one();
    clock.run(20 * enough);
    expect(film.watchers).toBe(1);
    other();
    clock.run(21 * enough - 1);
    expect(film.watchers).toBe(1);
    clock.run(21 * enough);
    expect(film.watchers).toBe(0);
  });

  it('need not stay: who asks something has looked', () => {
    const { film, clock, lookers } = nobodyYet();
    lookers.glance();
    clock.run(enough - 1);
    lookers.glance();
    clock.run(2 * enough - 2);
    expect(film.watchers).toBe(1);
    clock.run(2 * enough);
    expect(film.watchers).toBe(0);
    lookers.glance();
    expect(film.watchers).toBe(1);
  });

  it('are gone for good when all is closed', () => {
    const { film, clock, lookers } = nobodyYet();
    const leave = lookers.stay();
    lookers.close();
    leave();
    clock.run(2 * enough);
    expect(film.watchers).toBe(0);
  });
});

function nobodyYet() {
  const [film, clock] = [new ShownFilm(), new VirtualClock()];
  return { film, clock, lookers: new Lookers(film, clock) };
}
