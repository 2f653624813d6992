/** @typedef {{ kind: number, body: Buffer }} TapedRecord */

export const PREFIX_BYTES = 16;
export const FRAME_BYTES = 8;
export const PAGE = 2;
export const GAP = 8;
export const CRASHED = 10;
export const FOOTER = 11;
export const ROLLED = 12;

/** @param {Uint8Array} segment @returns {TapedRecord[]} */
export function recordsIn(segment) {
  const bytes = Buffer.from(segment);
  /** @type {TapedRecord[]} */
  const records = [];
  for (let at = PREFIX_BYTES; at + FRAME_BYTES < bytes.length;) {
    const end = at + FRAME_BYTES + bytes.readUInt32BE(at);
    records.push({
      kind: bytes[at + FRAME_BYTES] ?? 0,
      body: bytes.subarray(at + FRAME_BYTES + 1, end),
    });
    at = Math.max(end, at + FRAME_BYTES);
  }
  return records;
}

/** @param {Uint8Array} input @returns {Buffer[]} */
export function segmentsIn(input) {
  const bytes = Buffer.from(input);
  const count = Math.min(bytes[0] ?? 0, 16, Math.floor((bytes.length - 1) / 4));
  let at = 1 + count * 4;
  return Array.from({ length: Math.max(count, 0) }, (_, i) => {
    const segment = bytes.subarray(at, at + bytes.readUInt32BE(1 + i * 4));
    at += segment.length;
    return segment;
  });
}

/** @param {Uint8Array[]} segments */
export function inputOf(segments) {
  const kept = segments.slice(0, 16);
  const lengths = Buffer.alloc(kept.length * 4);
  for (const [i, { length }] of kept.entries()) lengths.writeUInt32BE(length, i * 4);
  return Buffer.concat([Buffer.of(kept.length), lengths, ...kept]);
}
