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

/** What is on its way to the peer and was not taken yet. */
export interface UnderWay {
  readonly bytes: number;
  /** When the peer was heard last, or the oldest of it was sent, whichever came later. */
  readonly since: number;
}

/**
 * Bytes under way precede the ping: the peer gets the time that a slow link needs for them. It runs
 * from the last sign that the link carried something, not from the ping: so whoever has stopped gets it
 * once, however often it is asked.
 */
export function pongTimeoutMs(
  roundTrip: RoundTrip,
  { bytes, since }: UnderWay,
  pingedAt: number,
): number {
  const carriedMs = (bytes * 1_000) / limits.slowestBytesPerSecond;
  const pastMs = (pingedAt - since) / 1_000;
  return patienceMs(roundTrip) + Math.max(0, Math.ceil(carriedMs - pastMs));
}

function patienceMs({ smoothedUs, variationUs }: RoundTrip): number {
  if (smoothedUs === 0) return limits.pongTimeoutMaxMs;
  const wantedMs = Math.ceil((smoothedUs + 4 * variationUs) / 1000);
  return Math.min(Math.max(wantedMs, limits.pongTimeoutMinMs), limits.pongTimeoutMaxMs);
}
