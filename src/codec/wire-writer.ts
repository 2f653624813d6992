/**
 * Writes the msgpack of our headers, each value in its shortest form, into bytes that were made large
 * enough beforehand. A header is a few small values: placing them by hand costs a fraction of a call
 * into a general encoder, and needs no copy.
 */
export class WireWriter {
  readonly bytes: Uint8Array;
  at = 0;

  constructor(bytesMax: number) {
    this.bytes = new Uint8Array(bytesMax);
  }

  written(): Uint8Array {
    return this.bytes.subarray(0, this.at);
  }

  uint(value: number): void {
    if (value < 0x80) this.bytes[this.at++] = value;
    else if (value < 0x100) this.tagged(0xcc, value, 1);
    else if (value < 0x1_0000) this.tagged(0xcd, value, 2);
    else if (value < 0x1_0000_0000) this.tagged(0xce, value, 4);
    else {
      this.tagged(0xcf, Math.floor(value / 0x1_0000_0000), 4);
      this.bigEndian(value % 0x1_0000_0000, 4);
    }
  }

  array(count: number): void {
    if (count < 0x10) this.bytes[this.at++] = 0x90 | count;
    else this.tagged(0xdc, count, 2);
  }

  text(utf8: Uint8Array): void {
    if (utf8.length < 0x20) this.bytes[this.at++] = 0xa0 | utf8.length;
    else if (utf8.length < 0x100) this.tagged(0xd9, utf8.length, 1);
    else this.tagged(0xda, utf8.length, 2);
    this.raw(utf8, 0, utf8.length);
  }

  binary(bytes: Uint8Array): void {
    if (bytes.length < 0x100) this.tagged(0xc4, bytes.length, 1);
    else this.tagged(0xc5, bytes.length, 2);
    this.raw(bytes, 0, bytes.length);
  }

  raw(source: Uint8Array, start: number, end: number): void {
    if (start === end) return;
    this.bytes.set(
      start === 0 && end === source.length ? source : source.subarray(start, end),
      this.at,
    );
    this.at += end - start;
  }

  /** What was written at that place before. */
  again(start: number, length: number): void {
    this.bytes.copyWithin(this.at, start, start + length);
    this.at += length;
  }

  /** `u32 length | u16 header length`, of what was written behind its place. */
  prefix(at: number, length: number, headerLength: number): void {
    const { bytes } = this;
    bytes[at] = length >>> 24;
    bytes[at + 1] = length >>> 16;
    bytes[at + 2] = length >>> 8;
    bytes[at + 3] = length;
    bytes[at + 4] = headerLength >>> 8;
    bytes[at + 5] = headerLength;
  }

  bigEndian(value: number, length: number): void {
    for (let shift = 8 * (length - 1); shift >= 0; shift -= 8) {
      this.bytes[this.at++] = value >>> shift;
    }
  }

  private tagged(tag: number, value: number, length: number): void {
    this.bytes[this.at++] = tag;
    this.bigEndian(value, length);
  }
}
