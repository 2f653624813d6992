import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digest } from '../../src/values/digest.ts';
import { limits } from '../../src/protocol/limits.ts';
import { idOf, leadOf, PureViews } from '../support/pure-views.ts';
import { ROUNDS_FACTOR } from '../support/rounds-factor.ts';
import { breaches, partsOf } from '../support/view-checks.ts';

const MINUTE = 60_000;
const anySeed = fc.integer({ min: 1, max: 1_000_000 });
const anyPause = fc.constantFrom(0, 10, 50, 200, 2_000);

/** What can happen to a network, each by numbers that choose among those who live. */
const anyEvent = fc.oneof(
  fc.record({ what: fc.constant('join' as const), who: fc.nat(), pause: anyPause }),
  fc.record({ what: fc.constant('crash' as const), who: fc.nat(), pause: anyPause }),
  fc.record({ what: fc.constant('leave' as const), who: fc.nat(), pause: anyPause }),
  fc.record({ what: fc.constant('cut' as const), who: fc.nat(), pause: anyPause }),
);

describe('views', () => {
  it('stay within their bounds and know no one twice, whatever happens; once it is over, neighbours know each other', () => {
    fc.assert(
      fc.property(anySeed, fc.array(anyEvent, { minLength: 5, maxLength: 60 }), (seed, events) => {
        const world = new PureViews(seed);
        world.add(0);
        for (const [index, { what, who, pause }] of events.entries()) {
          happen(world, what, who, index + 1);
          world.run(pause);
          expect(breaches(world)).toEqual([]);
        }
        expect(settled(world)).toEqual([]);
      }),
      { numRuns: 40 * ROUNDS_FACTOR },
    );
  });

  it('make one graph of nodes that join one by one through one contact (S2-37)', () => {
    fc.assert(
      fc.property(anySeed, fc.integer({ min: 2, max: 30 }), anyPause, (seed, count, pause) => {
        const world = grown(seed, count, pause);
        world.run(MINUTE);
        expect(partsOf(world).length).toBe(1);
        expect(settled(world)).toEqual([]);
        const fewest = Math.min(...world.views().map(({ active }) => active.size));
        expect(fewest).toBeGreaterThanOrEqual(Math.min(count - 1, 2));
      }),
      { numRuns: 12 * ROUNDS_FACTOR },
    );
  });

  it('find together again when many crash at once (S2-77, S3-37)', () => {
    const anyShare = fc.integer({ min: 0, max: 60 });
    fc.assert(
      fc.property(anySeed, fc.integer({ min: 5, max: 40 }), anyShare, (seed, count, share) => {
        const world = grown(seed, count, 100);
        world.run(2 * MINUTE);
        const order = world.live.toSorted(
          (one, other) => digest([seed, one]) - digest([seed, other]),
        );
        world.crash(order.slice(0, Math.floor((count * share) / 100)));
        world.run(MINUTE);
        expect(partsOf(world).length).toBe(1);
        world.run(MINUTE);
        expect(settled(world)).toEqual([]);
      }),
      { numRuns: 12 * ROUNDS_FACTOR },
    );
  });

  it('find together when two parts with no place left have one lead between them', () => {
    fc.assert(
      fc.property(anySeed, fc.integer({ min: 2, max: 9 }), (seed, count) => {
        const world = new PureViews(seed);
        for (const first of [0, 100]) {
          world.add(first);
          for (let index = 1; index < count; index += 1) world.join(first + index, [first]);
        }
        world.run(MINUTE);
        expect(partsOf(world).length).toBe(2);
        world.tell(idOf(0), [leadOf(101)]);
        world.run(3 * limits.shufflesPerSwap * limits.shuffleIntervalMs);
        expect(partsOf(world).length).toBe(1);
      }),
      { numRuns: 10 * ROUNDS_FACTOR },
    );
  });

  it('find together when the only link there is breaks', () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const world = grown(seed, 2, 1_000);
        world.cut(idOf(0), idOf(1));
        expect(partsOf(world).length).toBe(2);
        world.run(2 * limits.approachRestMs);
        expect(partsOf(world).length).toBe(1);
      }),
      { numRuns: 50 * ROUNDS_FACTOR },
    );
  });

  it('are the same again for the same seed', () => {
    fc.assert(
      fc.property(anySeed, fc.integer({ min: 2, max: 15 }), (seed, count) => {
        const [one, other] = [0, 0].map(() => {
          const world = grown(seed, count, 50);
          world.run(MINUTE);
          return [world.words, world.dials, world.views().map((view) => digest(view))];
        });
        expect(one).toEqual(other);
      }),
      { numRuns: 10 * ROUNDS_FACTOR },
    );
  });

  it('say nothing of leads where none are exchanged, and keep their bounds all the same', () => {
    fc.assert(
      fc.property(anySeed, fc.integer({ min: 2, max: 20 }), (seed, count) => {
        const world = grown(seed, count, 50, false);
        world.run(5 * MINUTE);
        expect([world.words, world.probes]).toEqual([0, 0]);
        expect(settled(world)).toEqual([]);
      }),
      { numRuns: 10 * ROUNDS_FACTOR },
    );
  });
});

function grown(seed: number, count: number, pauseMs: number, exchanges = true): PureViews {
  const world = new PureViews(seed, exchanges);
  world.add(0);
  for (let index = 1; index < count; index += 1) {
    world.join(index, [0]);
    world.run(pauseMs);
  }
  return world;
}

/** What is still not as it should be once nothing is under way, which it seldom is for long. */
function settled(world: PureViews): readonly string[] {
  for (let tries = 0; tries < 50; tries += 1) {
    if (breaches(world, true).length === 0) return [];
    world.run(100);
  }
  return breaches(world, true);
}

function happen(
  world: PureViews,
  what: 'join' | 'crash' | 'leave' | 'cut',
  who: number,
  index: number,
): void {
  const one = world.live[who % world.live.length];
  if (one === undefined || world.live.length < 3 || what === 'join') {
    const contact = world.live.length === 0 ? index : indexIn(world, who);
    world.join(index, [contact]);
    return;
  }
  if (what === 'crash') world.crash([one]);
  else if (what === 'leave') world.leave(one);
  else
    for (const other of world.view(one).active.keys())
      if (world.live.includes(other)) return world.cut(one, other);
}

function indexIn(world: PureViews, who: number): number {
  const id = world.live[who % world.live.length]!;
  return Number(world.view(id).own.address.split(/[.:]/)[3]);
}
