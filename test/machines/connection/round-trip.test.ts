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

describe('the wait for a pong', () => {
  it('is the round trip and four times its variation, in whole milliseconds', () => {
    expect(pongTimeoutMs({ smoothedUs: 600_001, variationUs: 100_000 }, 0)).toBe(1_001);
  });

  it('is limits.pongTimeoutMaxMs at most, and before anything was measured', () => {
    expect(pongTimeoutMs({ smoothedUs: 90_000_000, variationUs: 0 }, 0)).toBe(
      limits.pongTimeoutMaxMs,
    );
    expect(pongTimeoutMs(unmeasured, 0)).toBe(limits.pongTimeoutMaxMs);
  });

  it('is limits.pongTimeoutMinMs at least', () => {
    expect(pongTimeoutMs({ smoothedUs: 1, variationUs: 0 }, 0)).toBe(limits.pongTimeoutMinMs);
  });

  it('leaves a link of limits.slowestBytesPerSecond the time for what precedes the ping', () => {
    const roundTrip = { smoothedUs: 1, variationUs: 0 };
    expect(pongTimeoutMs(roundTrip, 2 * limits.slowestBytesPerSecond)).toBe(
      limits.pongTimeoutMinMs + 2_000,
    );
  });
});
