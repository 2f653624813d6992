import { limits } from '../protocol/limits.ts';
import type { Rejection } from './rejection.ts';

/**
 * Reads a header: one msgpack array, of a subset that any library writes and that cannot expand. No
 * maps, no floats, no extensions; integers that a number holds exactly; valid UTF-8. Depth and items
 * are counted as they are claimed, so a claim costs nothing. Reading and judging are one walk: for
 * headers this small, it costs less than a call into a general decoder.
 */
export function readHeader(source: Uint8Array, start: number, end: number): Item[] | Rejection {
  const reader = new HeaderReader(source, start, end);
  const header = reader.item(0);
  if (reader.fault === null && reader.at < end) reader.fault = 'holds more than one value';
  if (reader.fault === null && !Array.isArray(header)) reader.fault = 'is not an array';
  if (reader.fault === null) return header as Item[];
  return { code: 'malformed-header', text: `a header ${reader.fault}` };
}

/** Binary items are views: what a message keeps of them is copied by its fields. */
export type Item = number | string | boolean | null | Uint8Array | Item[];

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

class HeaderReader {
  readonly source: Uint8Array;
  readonly end: number;
  at: number;
  items = 0;
  fault: string | null = null;

  constructor(source: Uint8Array, start: number, end: number) {
    this.source = source;
    this.at = start;
    this.end = end;
  }

  /** One value, inside of `depth` arrays; after a fault, anything. */
  item(depth: number): Item {
    if (this.at >= this.end) return this.fail('ends within a value');
    const tag = this.source[this.at++]!;
    if (tag < 0x80) return tag;
    if (tag < 0x90) return this.fail('holds a map');
    if (tag < 0xa0) return this.array(tag & 0x0f, depth + 1);
    if (tag < 0xc0) return this.text(tag & 0x1f);
    if (tag >= 0xe0) return tag - 0x100;
    switch (tag) {
      case 0xc0:
        return null;
      case 0xc2:
        return false;
      case 0xc3:
        return true;
      case 0xc4:
      case 0xc5:
      case 0xc6:
        return this.bytes(this.uint(1 << (tag - 0xc4)));
      case 0xca:
      case 0xcb:
        return this.fail('holds a float');
      case 0xcc:
      case 0xcd:
      case 0xce:
      case 0xcf:
        return this.uint(1 << (tag - 0xcc));
      case 0xd0:
      case 0xd1:
      case 0xd2:
      case 0xd3:
        return this.int(1 << (tag - 0xd0));
      case 0xd9:
      case 0xda:
      case 0xdb:
        return this.text(this.uint(1 << (tag - 0xd9)));
      case 0xdc:
      case 0xdd:
        return this.array(this.uint(2 << (tag - 0xdc)), depth + 1);
      case 0xde:
      case 0xdf:
        return this.fail('holds a map');
      case 0xc1:
        return this.fail('holds a byte that msgpack never uses');
      default:
        return this.fail('holds an extension');
    }
  }

  private array(count: number, depth: number): Item[] {
    const array: Item[] = [];
    this.items += count;
    if (depth > limits.headerDepthMax) this.fail(`nests over ${limits.headerDepthMax} deep`);
    if (this.items > limits.headerItemsMax) this.fail(`has over ${limits.headerItemsMax} items`);
    for (let i = 0; i < count && this.fault === null; i++) array.push(this.item(depth));
    return array;
  }

  private text(length: number): string {
    const bytes = this.bytes(length);
    try {
      return utf8.decode(bytes);
    } catch {
      this.fail('holds text that is not UTF-8');
      return '';
    }
  }

  private bytes(length: number): Uint8Array {
    if (!this.holds(length)) return this.source.subarray(0, 0);
    this.at += length;
    return this.source.subarray(this.at - length, this.at);
  }

  private uint(length: number): number {
    if (!this.holds(length)) return 0;
    let value = 0;
    for (const end = this.at + length; this.at < end; this.at++) {
      value = value * 256 + this.source[this.at]!;
    }
    return this.exact(value);
  }

  /** A negative integer is one below the complement of its bytes, which stays exact near zero. */
  private int(length: number): number {
    if (!this.holds(length) || this.source[this.at]! < 0x80) return this.uint(length);
    let complement = 0;
    for (const end = this.at + length; this.at < end; this.at++) {
      complement = complement * 256 + (0xff - this.source[this.at]!);
    }
    return this.exact(-complement - 1);
  }

  private exact(value: number): number {
    if (!Number.isSafeInteger(value)) this.fail('holds an integer beyond 2^53 - 1');
    return value;
  }

  private holds(length: number): boolean {
    if (length <= this.end - this.at) return true;
    this.fail('ends within a value');
    return false;
  }

  /** The first fault is the one that is told. */
  private fail(fault: string): null {
    this.fault ??= fault;
    return null;
  }
}
