import { FRAME_BYTES, sealRecord, segmentSeed } from '../../src/trace/format/segment-format.ts';
import { packed } from './packed.ts';
import { head } from './tapes.ts';

/** A record that is whole, in whatever place it stands and whatever it says. */
export function sealed(
  kind: number,
  fields: readonly unknown[],
  seed: number = segmentSeed(head.run, 1),
): Uint8Array {
  const record = Buffer.concat([Buffer.alloc(FRAME_BYTES + 1), packed(fields)]);
  sealRecord(record, 0, record.length, kind, seed);
  return Uint8Array.from(record);
}
