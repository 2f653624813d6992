import { encode } from '@msgpack/msgpack';
import { describe, expect, it } from 'vitest';
import { WireWriter } from '../../src/codec/wire-writer.ts';

function written(write: (out: WireWriter) => void): Uint8Array {
  const out = new WireWriter(1_000);
  write(out);
  return out.written();
}

describe('writing msgpack', () => {
  it.each([
    0,
    0x7f,
    0x80,
    0xff,
    0x100,
    0xffff,
    0x1_0000,
    2 ** 31,
    2 ** 32 - 1,
    2 ** 32,
    2 ** 52 + 1,
    2 ** 53 - 1,
  ])('gives the integer %i its shortest form', (value) => {
    expect(written((out) => out.uint(value))).toEqual(encode(value));
  });

  it.each([0, 1, 31, 32, 255, 256, 900])('gives a text of %i bytes its shortest form', (length) => {
    const utf8 = new Uint8Array(length).fill(97);

    expect(written((out) => out.text(utf8))).toEqual(encode('a'.repeat(length)));
  });

  it.each([0, 1, 255, 256, 900])('gives %i bytes their shortest form', (length) => {
    const bytes = new Uint8Array(length).fill(7);

    expect(written((out) => out.binary(bytes))).toEqual(encode(bytes));
  });

  it.each([0, 1, 15, 16, 17, 300])('gives an array of %i its shortest form', (count) => {
    const array = (out: WireWriter) => {
      out.array(count);
      for (let i = 0; i < count; i++) out.uint(1);
    };

    expect(written(array)).toEqual(encode(Array<number>(count).fill(1)));
  });
});
