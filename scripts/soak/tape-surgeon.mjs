import { changeBytes } from './change-bytes.mjs';
import { changeValue } from './change-value.mjs';
import { FOOTER, FRAME_BYTES, PAGE, PREFIX_BYTES, recordsIn, ROLLED } from './tape-bytes.mjs';

/**
 * Takes segments apart and puts them together again as records that can be believed.
 *
 * @param {import('./targets.mjs').Load} load
 */
export async function tapeSurgeon(load) {
  const { sealRecord } = await load('trace/format/segment-format');
  const { unpackPlain } = await load('trace/format/unpack-plain');
  const { packPlain } = await load('trace/format/pack-plain');
  return { changeRecords, segmentOf, valueOf, packed };

  /**
   * @param {Uint8Array} segment
   * @param {import('./tape-bytes.mjs').TapedRecord[]} strange
   * @param {import('./dice.mjs').Dice} dice
   */
  function changeRecords(segment, strange, dice) {
    const records = recordsIn(segment);
    const of = dice.oneOf([...new Set(records.map(({ kind }) => kind))]);
    const at = dice.oneOf([...records.keys()].filter((i) => records[i]?.kind === of)) ?? 0;
    const record = records[at];
    switch (record === undefined ? 99 : dice.below(20)) {
      case 0:
        records.splice(at, 1 + dice.below(3));
        break;
      case 1:
        records.splice(
          dice.below(records.length + 1),
          0,
          ...records.slice(at, at + 1 + dice.below(3)),
        );
        break;
      case 2:
        records.splice(
          at,
          dice.below(2),
          dice.oneOf(strange) ?? /** @type {import('./tape-bytes.mjs').TapedRecord} */ (record),
        );
        break;
      case 99:
        records.push(...strange.slice(0, 3));
        break;
      default: {
        const { kind, body } = /** @type {import('./tape-bytes.mjs').TapedRecord} */ (record);
        const other = dice.oneOf(strange)?.body ?? body;
        records[at] = {
          kind: dice.once(30) ? dice.below(16) : kind,
          body: changeBody(body, other, dice),
        };
      }
    }
    return segmentOf(segment.subarray(0, PREFIX_BYTES), records, () => !dice.once(50));
  }

  /** @param {Buffer} body @param {Buffer} other @param {import('./dice.mjs').Dice} dice */
  function changeBody(body, other, dice) {
    try {
      const value = changeValue(valueOf(body), valueOf(other), dice);
      return packed(value);
    } catch {
      return changeBytes(body, other, dice);
    }
  }

  /** @param {Buffer} body */
  function valueOf(body) {
    return unpackPlain(Uint8Array.from(body), 0, body.length);
  }

  /** @param {unknown} value */
  function packed(value) {
    const bytes = packPlain(value, Buffer.alloc(65_536), 8);
    return Buffer.from(bytes.subarray(bytes.start, bytes.end));
  }

  /**
   * Sealed again, each page and end where it says.
   *
   * @param {Uint8Array} prefix
   * @param {import('./tape-bytes.mjs').TapedRecord[]} records
   */
  function segmentOf(prefix, records, isMended = () => true) {
    const seed = prefix.length < PREFIX_BYTES ? 0 : Buffer.from(prefix).readUInt32BE(12);
    const parts = [Buffer.from(prefix)];
    let offset = prefix.length;
    for (const { kind, body } of records) {
      const placed = isMended() ? inPlace(kind, body, offset) : body;
      const record = Buffer.concat([Buffer.alloc(FRAME_BYTES + 1), placed]);
      sealRecord(record, 0, record.length, kind, seed);
      parts.push(record);
      offset += record.length;
    }
    return Buffer.concat(parts);
  }

  /** @param {number} kind @param {Buffer} body @param {number} offset */
  function inPlace(kind, body, offset) {
    if (kind !== PAGE && kind !== FOOTER && kind !== ROLLED) return body;
    try {
      const value = [...valueOf(body)];
      value[kind === PAGE ? 1 : 0] = offset;
      return packed(value);
    } catch {
      return body;
    }
  }
}
