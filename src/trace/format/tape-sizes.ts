import { limits } from '../../protocol/limits.ts';

/** The limits that shape a tape; tests give smaller ones. */
export type TapeSizes = {
  readonly [
    L in
      | 'recordBytesMax'
      | 'pageBytesMax'
      | 'segmentBytesMax'
      | 'traceKeepBytes'
      | 'checkpointTurns'
      | 'tapeBufferBytesMax' as L & keyof typeof limits
  ]: number;
};

/** Of a tape that is kept within so many bytes: its segments are short enough for old ones to go. */
export function sizesWithin(keepBytes: number): TapeSizes {
  if (!Number.isSafeInteger(keepBytes) || keepBytes < limits.traceKeepBytesMin) {
    throw new RangeError(`a tape keeps at least ${limits.traceKeepBytesMin} bytes`);
  }
  const segmentBytesMax = Math.min(limits.segmentBytesMax, Math.floor(keepBytes / SEGMENTS_KEPT));
  return { ...limits, traceKeepBytes: keepBytes, segmentBytesMax };
}

/** No more than a checkpoint may take: with as much of a run behind it, two segments fit in what is kept. */
export function checkpointBytesMax({ recordBytesMax, traceKeepBytes }: TapeSizes): number {
  return Math.min(recordBytesMax, Math.floor(traceKeepBytes / SEGMENTS_KEPT));
}

const SEGMENTS_KEPT = 4;
