import { describe, expect, it } from 'vitest';
import { measure, pongTimeoutMs, unmeasured } from '../../../src/machines/connection/round-trip.ts';
import { limits } from '../../../src/protocol/limits.ts';

describe('a round trip', () => {
  it('is at first what was measured, and varies by half of it', () => {
    expect(measure(unmeasured, 801)).toEqual({ smoothedUs: 801, variationUs: 401 });
  });

  it('follows later measures by an eighth, and their distance by a quarter', () => {
    const first = measure(unmeasured, 800);
    expect(measure(first, 1_600)).toEqual({ smoothedUs: 900, variationUs: 500 });
  });

  it('is never without length, so that it counts as measured', () => {
    expect(measure(unmeasured, 0)).toEqual({ smoothedUs: 1, variationUs: 0 });
    expect(measure(measure(unmeasured, 0), 0).smoothedUs).toBe(1);
  });
});

const nothing = { bytes: 0, since: 0 };
const near = { smoothedUs: 1, variationUs: 0 };

describe('the wait for a pong', () => {
  it('is the round trip and four times its variation, in whole milliseconds', () => {
    const far = { smoothedUs: 600_001, variationUs: 100_000 };
    expect(pongTimeoutMs(far, nothing, 7)).toBe(1_001);
  });

  it('is limits.pongTimeoutMaxMs at most, and before anything was measured', () => {
    const farthest = { smoothedUs: 90_000_000, variationUs: 0 };
    expect(pongTimeoutMs(farthest, nothing, 7)).toBe(limits.pongTimeoutMaxMs);
    expect(pongTimeoutMs(unmeasured, nothing, 7)).toBe(limits.pongTimeoutMaxMs);
  });

  it('is limits.pongTimeoutMinMs at least', () => {
    expect(pongTimeoutMs(near, nothing, 7)).toBe(limits.pongTimeoutMinMs);
  });

  it('leaves a link of limits.slowestBytesPerSecond the time for what precedes the ping', () => {
    const underWay = { bytes: 2 * limits.slowestBytesPerSecond, since: 9_000_000 };
    const waits = (pingedAt: number) => pongTimeoutMs(near, underWay, pingedAt);
    expect(waits(9_000_000)).toBe(limits.pongTimeoutMinMs + 2_000);
  });

  it('leaves it that time once, however often it is asked', () => {
    const underWay = { bytes: 2 * limits.slowestBytesPerSecond, since: 9_000_000 };
    const waits = (pingedAt: number) => pongTimeoutMs(near, underWay, pingedAt);
    expect(waits(10_500_000)).toBe(limits.pongTimeoutMinMs + 500);
    expect(waits(11_000_000)).toBe(limits.pongTimeoutMinMs);
    expect(waits(60_000_000)).toBe(limits.pongTimeoutMinMs);
  });
});
