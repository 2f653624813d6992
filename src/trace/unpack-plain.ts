import { limits } from '../protocol/limits.ts';
import type { Plain } from './plain.ts';
import { malformed } from './tape-error.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const HIGH = 2 ** 32;
/** Up to here a loop is faster than a call. */
const SHORT_BYTES = 48;

/**
 * One msgpack value that fills the range exactly, within the limits for depth and items, or a
 * `malformed` error. A length is believed only as far as there are bytes, so a few bytes never ask
 * for much memory. Byte strings are copied out.
 */
export function unpackPlain(source: Buffer, start: number, end: number): Plain {
  const unpacking = new Unpacking(source, start, end);
  const value = unpacking.value(0);
  if (unpacking.position !== end) throw malformed('bytes behind the value');
  return value;
}

class Unpacking {
  private readonly source: Buffer;
  private readonly end: number;
  position: number;
  private items = 0;

  constructor(source: Buffer, start: number, end: number) {
    this.source = source;
    this.position = start;
    this.end = end;
  }

  value(depth: number): Plain {
    this.items += 1;
    if (this.items > limits.recordItemsMax) throw malformed('too many items');
    const code = this.source[this.take(1)]!;
    if (code < 0x80) return code;
    if (code < 0x90) return this.map(code & 15, depth);
    if (code < 0xa0) return this.list(code & 15, depth);
    if (code < 0xc0) return this.text(code & 31);
    if (code >= 0xe0) return code - 0x100;
    return this.coded(code, depth);
  }

  private coded(code: number, depth: number): Plain {
    const { source } = this;
    switch (code) {
      case 0xc0:
        return null;
      case 0xc2:
        return false;
      case 0xc3:
        return true;
      case 0xc4:
        return this.raw(source[this.take(1)]!);
      case 0xc5:
        return this.raw(source.readUInt16BE(this.take(2)));
      case 0xc6:
        return this.raw(source.readUInt32BE(this.take(4)));
      case 0xcb:
        return this.float();
      case 0xcc:
        return source[this.take(1)]!;
      case 0xcd:
        return source.readUInt16BE(this.take(2));
      case 0xce:
        return source.readUInt32BE(this.take(4));
      case 0xcf:
        return this.wide(source.readUInt32BE(this.take(4)));
      case 0xd0:
        return source.readInt8(this.take(1));
      case 0xd1:
        return source.readInt16BE(this.take(2));
      case 0xd2:
        return source.readInt32BE(this.take(4));
      case 0xd3:
        return this.wide(source.readInt32BE(this.take(4)));
      case 0xd9:
        return this.text(source[this.take(1)]!);
      case 0xda:
        return this.text(source.readUInt16BE(this.take(2)));
      case 0xdb:
        return this.text(source.readUInt32BE(this.take(4)));
      case 0xdc:
        return this.list(source.readUInt16BE(this.take(2)), depth);
      case 0xdd:
        return this.list(source.readUInt32BE(this.take(4)), depth);
      case 0xde:
        return this.map(source.readUInt16BE(this.take(2)), depth);
      case 0xdf:
        return this.map(source.readUInt32BE(this.take(4)), depth);
      default:
        throw malformed(`a code that no record uses: ${code}`);
    }
  }

  private list(length: number, depth: number): Plain[] {
    this.enter(length, depth);
    const list: Plain[] = [];
    for (let index = 0; index < length; index += 1) list.push(this.value(depth + 1));
    return list;
  }

  private map(length: number, depth: number): Record<string, Plain> {
    this.enter(length * 2, depth);
    const map: Record<string, Plain> = {};
    for (let index = 0; index < length; index += 1) {
      const key = this.value(depth + 1);
      if (typeof key !== 'string' || key === '__proto__') throw malformed('not a plain key');
      map[key] = this.value(depth + 1);
    }
    return map;
  }

  private enter(items: number, depth: number): void {
    if (depth >= limits.recordDepthMax) throw malformed('nested too deep');
    if (items > this.end - this.position) throw malformed('more items than bytes');
  }

  private text(bytes: number): string {
    const start = this.take(bytes);
    for (let index = start; index < this.position; index += 1) {
      if (this.source[index]! >= 0x80) return this.wideText(start);
    }
    return this.source.toString('latin1', start, this.position);
  }

  private wideText(start: number): string {
    try {
      return utf8.decode(this.source.subarray(start, this.position));
    } catch {
      throw malformed('text that is not UTF-8');
    }
  }

  private raw(bytes: number): Uint8Array {
    const start = this.take(bytes);
    const copy = new Uint8Array(bytes);
    if (bytes > SHORT_BYTES) copy.set(this.source.subarray(start, this.position));
    else for (let index = 0; index < bytes; index += 1) copy[index] = this.source[start + index]!;
    return copy;
  }

  private float(): number {
    const value = this.source.readDoubleBE(this.take(8));
    if (!Number.isFinite(value)) throw malformed('not a finite number');
    return value;
  }

  private wide(high: number): number {
    const value = high * HIGH + this.source.readUInt32BE(this.take(4));
    if (!Number.isSafeInteger(value)) throw malformed('an integer beyond 53 bits');
    return value;
  }

  private take(bytes: number): number {
    const start = this.position;
    if (bytes > this.end - start) throw malformed('cut short');
    this.position = start + bytes;
    return start;
  }
}
