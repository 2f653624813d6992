import { limits } from '../../protocol/limits.ts';

/**
 * How long to wait for a pong: the smoothed round trip and four times its variation, as TCP does it
 * for its retransmissions (RFC 6298), within our limits. All in microseconds, all integers.
 */
export interface RoundTrip {
  readonly smoothedUs: number;
  readonly variationUs: number;
}

export const unmeasured: RoundTrip = { smoothedUs: 0, variationUs: 0 };

export function measure(roundTrip: RoundTrip, us: number): RoundTrip {
  if (roundTrip.smoothedUs === 0) {
    return { smoothedUs: Math.max(1, us), variationUs: Math.round(us / 2) };
  }
  const off = Math.abs(roundTrip.smoothedUs - us);
  return {
    smoothedUs: Math.max(1, Math.round((7 * roundTrip.smoothedUs + us) / 8)),
    variationUs: Math.round((3 * roundTrip.variationUs + off) / 4),
  };
}

/** Bytes that are still on their way precede the ping: the peer gets the time that a slow link needs for them. */
export function pongTimeoutMs(roundTrip: RoundTrip, bytesAhead: number): number {
  return patienceMs(roundTrip) + Math.ceil((bytesAhead * 1000) / limits.slowestBytesPerSecond);
}

function patienceMs({ smoothedUs, variationUs }: RoundTrip): number {
  if (smoothedUs === 0) return limits.pongTimeoutMaxMs;
  const wantedMs = Math.ceil((smoothedUs + 4 * variationUs) / 1000);
  return Math.min(Math.max(wantedMs, limits.pongTimeoutMinMs), limits.pongTimeoutMaxMs);
}
