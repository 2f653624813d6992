import { Body } from '../protocol/body.ts';
import { limits } from '../protocol/limits.ts';

const FIRST_BYTES = 65_536;
const HIGH = 2 ** 32;
/** Up to here a loop is faster than a call. */
const SHORT_UNITS = 64;
const SHORT_BYTES = 48;

/**
 * Plain values to msgpack, one after another into one buffer that is used again: two records a turn
 * leave no room for a buffer each. Every value has one encoding, the shortest, so that the same
 * records are the same bytes everywhere. What msgpack would change on the way (-0 as an integer, a Set, half a
 * surrogate pair, `undefined`) is refused, since a tape that differs from the run is worse than none.
 */
export class PlainPacker {
  bytes: Buffer = Buffer.alloc(FIRST_BYTES);
  position = 0;
  private view = viewOf(this.bytes);
  private start = 0;
  private items = 0;

  /** Packs one value behind `reserved` bytes; if it cannot be packed, nothing has happened. */
  pack(value: unknown, reserved: number): void {
    this.start = this.position;
    this.items = 0;
    try {
      this.room(reserved);
      this.position += reserved;
      this.value(value, 0);
    } catch (error) {
      this.position = this.start;
      throw error;
    }
  }

  clear(): void {
    this.position = 0;
    if (this.bytes.length <= FIRST_BYTES * 4) return;
    this.bytes = Buffer.alloc(FIRST_BYTES);
    this.view = viewOf(this.bytes);
  }

  private value(value: unknown, depth: number): void {
    this.items += 1;
    if (this.items > limits.recordItemsMax) throw new RangeError('a record of too many items');
    if (typeof value === 'number') this.number(value);
    else if (typeof value === 'string') this.text(value);
    else if (value === null) this.byte(0xc0);
    else if (typeof value === 'boolean') this.byte(value ? 0xc3 : 0xc2);
    else if (Array.isArray(value)) this.list(value, depth);
    else if (value instanceof Body) this.raw(value.source, value.start, value.end);
    else if (value instanceof Uint8Array) this.raw(value, 0, value.length);
    else if (isPlainObject(value)) this.map(value, depth);
    else throw new TypeError(`not a plain value: ${Object.prototype.toString.call(value)}`);
  }

  private list(list: readonly unknown[], depth: number): void {
    if (depth >= limits.recordDepthMax) throw new RangeError('a record nested too deep');
    this.head(list.length, 0x90, 15, 0xdc);
    for (let index = 0; index < list.length; index += 1) this.value(list[index], depth + 1);
  }

  private map(map: Readonly<Record<string, unknown>>, depth: number): void {
    if (depth >= limits.recordDepthMax) throw new RangeError('a record nested too deep');
    const keys = Object.keys(map);
    this.head(keys.length, 0x80, 15, 0xde);
    for (const key of keys) {
      if (key === '__proto__') throw new TypeError('not a plain key: __proto__');
      this.text(key);
      this.value(map[key], depth + 1);
    }
  }

  private number(value: number): void {
    if (Object.is(value, -0)) this.wide(value);
    else if (value >>> 0 === value) this.uint(value);
    else if ((value | 0) === value) this.negative(value);
    else this.wide(value);
  }

  private uint(value: number): void {
    this.room(5);
    if (value < 0x80) {
      this.bytes[this.position++] = value;
    } else if (value < 0x100) {
      this.bytes[this.position++] = 0xcc;
      this.bytes[this.position++] = value;
    } else if (value < 0x10000) {
      this.bytes[this.position++] = 0xcd;
      this.view.setUint16(this.position, value);
      this.position += 2;
    } else {
      this.bytes[this.position++] = 0xce;
      this.view.setUint32(this.position, value);
      this.position += 4;
    }
  }

  private negative(value: number): void {
    this.room(5);
    if (value >= -0x20) {
      this.view.setInt8(this.position, value);
      this.position += 1;
    } else if (value >= -0x80) {
      this.bytes[this.position++] = 0xd0;
      this.view.setInt8(this.position, value);
      this.position += 1;
    } else if (value >= -0x8000) {
      this.bytes[this.position++] = 0xd1;
      this.view.setInt16(this.position, value);
      this.position += 2;
    } else {
      this.bytes[this.position++] = 0xd2;
      this.view.setInt32(this.position, value);
      this.position += 4;
    }
  }

  /** Integers beyond 32 bits, and everything that is not an integer. */
  private wide(value: number): void {
    this.room(9);
    if (Number.isSafeInteger(value) && !Object.is(value, -0)) {
      this.bytes[this.position] = value < 0 ? 0xd3 : 0xcf;
      this.view.setUint32(this.position + 1, Math.floor(value / HIGH));
      this.view.setUint32(this.position + 5, value % HIGH);
    } else {
      if (!Number.isFinite(value)) throw new TypeError(`not a plain number: ${value}`);
      this.bytes[this.position] = 0xcb;
      this.view.setFloat64(this.position + 1, value);
    }
    this.position += 9;
  }

  private text(value: string): void {
    const { length } = value;
    if (length > SHORT_UNITS) return this.wideText(value);
    const start = this.position;
    this.room(2 + length);
    this.textHead(length);
    for (let index = 0; index < length; index += 1) {
      const unit = value.charCodeAt(index);
      if (unit > 0x7f) {
        this.position = start;
        return this.wideText(value);
      }
      this.bytes[this.position++] = unit;
    }
  }

  private wideText(value: string): void {
    const bytes = utf8Length(value);
    this.room(5 + bytes);
    this.textHead(bytes);
    this.bytes.write(value, this.position, 'utf8');
    this.position += bytes;
  }

  private textHead(bytes: number): void {
    if (bytes < 32) this.bytes[this.position++] = 0xa0 | bytes;
    else this.sized(bytes, 0xd9);
  }

  private raw(source: Uint8Array, start: number, end: number): void {
    const length = end - start;
    this.room(5 + length);
    this.sized(length, 0xc4);
    if (length <= SHORT_BYTES) {
      for (let index = start; index < end; index += 1) this.bytes[this.position++] = source[index]!;
    } else {
      this.bytes.set(source.subarray(start, end), this.position);
      this.position += length;
    }
  }

  /** A length in 8, 16 or 32 bits, by three codes in a row. */
  private sized(length: number, code: number): void {
    if (length < 0x100) {
      this.bytes[this.position++] = code;
      this.bytes[this.position++] = length;
    } else {
      this.count(length, code + 1);
    }
  }

  private head(length: number, short: number, shortMax: number, code: number): void {
    this.room(5);
    if (length <= shortMax) this.bytes[this.position++] = short | length;
    else this.count(length, code);
  }

  private count(length: number, code: number): void {
    if (length < 0x10000) {
      this.bytes[this.position] = code;
      this.view.setUint16(this.position + 1, length);
      this.position += 3;
    } else {
      this.bytes[this.position] = code + 1;
      this.view.setUint32(this.position + 1, length);
      this.position += 5;
    }
  }

  private byte(value: number): void {
    this.room(1);
    this.bytes[this.position++] = value;
  }

  private room(bytes: number): void {
    const needed = this.position + bytes;
    if (needed <= this.bytes.length) return;
    if (needed - this.start > limits.recordBytesMax + FIRST_BYTES) {
      throw new RangeError('a record over recordBytesMax');
    }
    const larger = Buffer.alloc(Math.max(needed, this.bytes.length * 2));
    larger.set(this.bytes.subarray(0, this.position));
    this.bytes = larger;
    this.view = viewOf(larger);
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function utf8Length(value: string): number {
  let bytes = value.length;
  for (let index = 0; index < value.length; index += 1) {
    const unit = value.charCodeAt(index);
    if (unit < 0x80) continue;
    bytes += 1;
    if (unit < 0x800) continue;
    bytes += 1;
    if (unit < 0xd800 || unit > 0xdfff) continue;
    const low = value.charCodeAt(index + 1);
    if (unit > 0xdbff || !(low >= 0xdc00 && low <= 0xdfff)) {
      throw new TypeError('not plain text: half a surrogate pair');
    }
    index += 1;
  }
  return bytes;
}
