import { describe, expect, it } from 'vitest';
import { limits } from '../../../src/protocol/limits.ts';
import { RecordBuffer, type Seal } from '../../../src/trace/writing/record-buffer.ts';
import { FRAME_BYTES, isSealed } from '../../../src/trace/format/segment-format.ts';

const seal: Seal = { seed: 7, bytesMax: limits.recordBytesMax };
const KIND = 9;

function nested(depth: number): never {
  return (depth === 0 ? 1 : [nested(depth - 1)]) as never;
}

describe('a record', () => {
  it('lies sealed behind the one before, however long it is', () => {
    const buffer = new RecordBuffer();
    const ends = [0];
    for (const length of [3, 60, 70_000, 1, 300_000, 9]) {
      buffer.put(KIND, ['x'.repeat(length)], seal, false);
      ends.push(buffer.position);
    }
    for (const [index, end] of ends.slice(1).entries()) {
      expect(isSealed(buffer.bytes, ends[index]!, end, seal.seed)).toBe(true);
    }
  });

  it('that is rare is read before it is kept, and what a reader refuses is our own fault', () => {
    const strange: unknown[] = [
      undefined,
      Array.from({ length: 1 }),
      Number.NaN,
      'half \ud800',
      JSON.parse('{"__proto__":1}'),
      nested(limits.recordDepthMax),
      new Date(0),
    ];
    const buffer = new RecordBuffer();
    buffer.put(KIND, [1], seal, true);
    for (const value of strange) {
      expect(() => buffer.put(KIND, [value as never], seal, true)).toThrow(RangeError);
      expect(buffer.position).toBe(FRAME_BYTES + 3);
    }
  });

  it('that is longer than limits.tapeBufferBytesMax is read too', () => {
    const buffer = new RecordBuffer();
    const long = 'x'.repeat(limits.tapeBufferBytesMax);
    expect(() => buffer.put(KIND, [long, undefined as never], seal, false)).toThrow(
      'a record that no reader takes',
    );
    const items = Array.from({ length: limits.recordItemsMax }, () => 1);
    expect(() => buffer.put(KIND, items, seal, false)).toThrow('too many items');
  });
});
