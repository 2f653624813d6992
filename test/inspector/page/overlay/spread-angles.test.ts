import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { spreadAngles } from '../../../../src/inspector/page/overlay/spread-angles.ts';

const whole = 2 * Math.PI;

describe('angles on a ring', () => {
  it('do not depend on the order of the names', () => {
    fc.assert(
      fc.property(anyNames(), (names) => {
        expect(spreadAngles([...names].reverse(), 0.1)).toEqual(spreadAngles(names, 0.1));
      }),
    );
  });

  it('are so far apart that each can be seen, as far as there is room', () => {
    fc.assert(
      fc.property(anyNames(), fc.double({ min: 0.01, max: 0.5, noNaN: true }), (names, apart) => {
        const angles = [...spreadAngles(names, apart).values()].sort((one, other) => one - other);
        const least = Math.min(apart, whole / Math.max(names.length, 1)) * 0.6;
        for (const [place, angle] of angles.entries()) {
          const next = angles[place + 1] ?? angles[0]! + whole;
          expect(next - angle).toBeGreaterThanOrEqual(least);
        }
      }),
    );
  });

  it('stay as they are when somebody comes who does not stand near', () => {
    const before = spreadAngles(['alice', 'bob', 'carol'], 0.05);
    const behind = spreadAngles(['alice', 'bob', 'carol', 'dave'], 0.05);
    for (const [name, angle] of before) expect(behind.get(name)).toBe(angle);
  });
});

function anyNames(): fc.Arbitrary<string[]> {
  return fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { maxLength: 220 });
}
