import type { limits } from '../../protocol/limits.ts';

/** The limits that shape a tape; tests give smaller ones. */
export type TapeSizes = {
  readonly [
    L in
      | 'recordBytesMax'
      | 'pageBytesMax'
      | 'segmentBytesMax'
      | 'checkpointTurns'
      | 'tapeBufferBytesMax' as L & keyof typeof limits
  ]: number;
};
