import { describe, expect, it } from 'vitest';
import { newOrigins, note, verdictOn } from '../../src/overlay/origins.ts';
import type { Origins } from '../../src/overlay/origins.ts';
import { limits } from '../../src/protocol/limits.ts';
import type { Envelope } from '../../src/protocol/envelope.ts';
import { broadcastOf, idOf, WALL_MS } from '../support/pure-trees.ts';
import type { BroadcastPlan } from '../support/pure-trees.ts';

const life = WALL_MS + limits.castLifeMs;

function envelope(sequence: number, plan: Partial<BroadcastPlan> = {}): Envelope {
  return broadcastOf({ origin: idOf(1), sequence, ...plan }).envelope;
}

function noted(...envelopes: readonly Envelope[]): Origins {
  return envelopes.reduce((origins, each) => note(origins, each, WALL_MS), newOrigins(1));
}

/** So many origins, of which the n-th is worth something for so many seconds more than the first. */
function crowded(expiresOf: (node: number) => number): Origins {
  let origins = newOrigins(1);
  for (let node = 0; node < limits.originsMax; node += 1) {
    const plan = { origin: idOf(node), expires: expiresOf(node) };
    origins = note(origins, envelope(0, plan), WALL_MS);
  }
  return origins;
}

describe('origins', () => {
  it('take what was never noted for new, and then for seen', () => {
    expect(verdictOn(newOrigins(1), envelope(5), WALL_MS)).toBe('new');
    expect(verdictOn(noted(envelope(5)), envelope(5), WALL_MS)).toBe('seen');
  });

  it('take earlier and later sequences in any order', () => {
    const origins = noted(envelope(5), envelope(9), envelope(7));
    const verdicts = [4, 5, 6, 7, 8, 9, 10].map((n) => verdictOn(origins, envelope(n), WALL_MS));
    expect(verdicts).toEqual(['new', 'seen', 'new', 'seen', 'new', 'seen', 'new']);
  });

  it('are of the same value in whatever order the same was noted', () => {
    const one = noted(envelope(5), envelope(2_000), envelope(1_500));
    const other = noted(envelope(2_000), envelope(1_500));
    expect([...one.windows]).toEqual([...other.windows]);
  });

  it('look back as far as the window goes, and behind it take nothing', () => {
    const top = 5_000;
    const origins = noted(envelope(top - limits.originWindow), envelope(top));
    expect(verdictOn(origins, envelope(top - limits.originWindow), WALL_MS)).toBe('stale');
    expect(verdictOn(origins, envelope(top - limits.originWindow + 1), WALL_MS)).toBe('new');
  });

  it('cost a window for each origin, however much comes', () => {
    let origins = newOrigins(1);
    for (let n = 0; n < 3_000; n += 1) origins = note(origins, envelope(n), WALL_MS);
    expect(origins.windows.get(idOf(1))!.bits).toHaveLength(limits.originWindow / 32);
  });

  it('take nothing of an older life of an origin, and begin anew with a newer one', () => {
    const origins = noted(envelope(5, { boot: 2 }));
    expect(verdictOn(origins, envelope(6, { boot: 1 }), WALL_MS)).toBe('stale');
    expect(verdictOn(origins, envelope(5, { boot: 3 }), WALL_MS)).toBe('new');
    const reborn = note(origins, envelope(1, { boot: 3 }), WALL_MS);
    expect(verdictOn(reborn, envelope(6, { boot: 2 }), WALL_MS)).toBe('stale');
    expect(verdictOn(reborn, envelope(5, { boot: 3 }), WALL_MS)).toBe('new');
  });

  it('take nothing that has expired', () => {
    expect(verdictOn(newOrigins(1), envelope(1, { expires: WALL_MS }), WALL_MS)).toBe('expired');
    expect(verdictOn(newOrigins(1), envelope(1, { expires: WALL_MS + 1 }), WALL_MS)).toBe('new');
  });

  it('take nothing that expires later than a cast does that was sent now by a clock that is ahead', () => {
    const last = WALL_MS + limits.castLifeMs + limits.clockSkewMaxMs;
    expect(verdictOn(newOrigins(1), envelope(1, { expires: last }), WALL_MS)).toBe('new');
    expect(verdictOn(newOrigins(1), envelope(1, { expires: last + 1 }), WALL_MS)).toBe('too-early');
  });

  it('note nothing but what is new', () => {
    const origins = noted(envelope(5));
    expect(note(origins, envelope(5), WALL_MS)).toBe(origins);
    expect(note(origins, envelope(6, { expires: WALL_MS }), WALL_MS)).toBe(origins);
  });
});

describe('origins of which there are too many', () => {
  it('go once all that came of them has expired', () => {
    const origins = crowded((node) => (node < 3 ? WALL_MS + 1_000 : life));
    const newcomer = envelope(0, { origin: idOf(9_000), expires: life });
    const after = note(origins, newcomer, WALL_MS + 1_000);
    expect(after.windows.size).toBe(limits.originsMax - 2);
    expect([0, 1, 2, 3].map((node) => after.windows.has(idOf(node)))).toEqual([
      false,
      false,
      false,
      true,
    ]);
    expect(after.floorMs).toBe(0);
  });

  it('go by when they expire, if none has, some at once', () => {
    const origins = crowded((node) => WALL_MS + 1_000 + node);
    const newcomer = envelope(0, { origin: idOf(9_000), expires: life });
    const after = note(origins, newcomer, WALL_MS);
    const gone = limits.originsForgottenAtOnce;
    expect(after.windows.size).toBe(limits.originsMax - gone + 1);
    expect(after.windows.has(idOf(gone - 1))).toBe(false);
    expect(after.windows.has(idOf(gone))).toBe(true);
    expect(after.floorMs).toBe(WALL_MS + 1_000 + gone - 1);
  });

  it('are not heard a second time after they went', () => {
    const origins = crowded((node) => WALL_MS + 1_000 + node);
    const newcomer = envelope(0, { origin: idOf(9_000), expires: life });
    const after = note(origins, newcomer, WALL_MS);
    for (let node = 0; node < limits.originsMax; node += 1) {
      const replayed = envelope(0, { origin: idOf(node), expires: WALL_MS + 1_000 + node });
      expect(verdictOn(after, replayed, WALL_MS)).not.toBe('new');
    }
    const later = envelope(1, { origin: idOf(0), expires: after.floorMs + 1 });
    expect(verdictOn(after, later, WALL_MS)).toBe('new');
  });
});
