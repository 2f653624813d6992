import { isUtf8 } from 'node:buffer';
import { limits } from '../../protocol/limits.ts';
import { malformed } from './tape-error.ts';

/**
 * Walks the bytes of one msgpack value before anything is made of them, and throws `malformed` unless
 * they fill the range exactly with what a record can hold: within the limits for depth and items, no
 * length beyond the bytes that are there, no extension, texts as keys, valid UTF-8, numbers that a
 * JavaScript number holds exactly. What passed costs an unpacker no more than its own size.
 *
 * Gives the long texts that begin with a byte-order mark, of which an unpacker has to take care.
 */
export function judgePlain(bytes: Uint8Array, start: number, end: number): readonly MarkedText[] {
  const judge = new Judge(bytes, start, end);
  judge.value(0);
  if (judge.position !== end) throw malformed('bytes behind the value');
  return judge.marked;
}

/** A long text that begins with a byte-order mark. */
export interface MarkedText {
  /** Where its code and length lie, and then where it begins. */
  readonly head: number;
  readonly start: number;
  readonly length: number;
}

const HIGH = 2 ** 32;
/** Up to here msgpackr keeps a mark. */
const MARKED_BYTES_MIN = 64;
const MARK = [0xef, 0xbb, 0xbf] as const;
const FORBIDDEN_KEY = [...Buffer.from('__proto__', 'latin1')];

class Judge {
  private readonly bytes: Uint8Array;
  private readonly end: number;
  position: number;
  readonly marked: MarkedText[] = [];
  private items = 0;

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  value(depth: number): void {
    const head = this.item();
    const code = this.bytes[head]!;
    if (code < 0x80 || code >= 0xe0) return;
    if (code < 0x90) this.map(code & 15, depth);
    else if (code < 0xa0) this.list(code & 15, depth);
    else if (code < 0xc0) this.text(code & 31, head);
    else this.coded(code, head, depth);
  }

  /** Counts the next one, and gives where it begins. */
  private item(): number {
    this.items += 1;
    if (this.items > limits.recordItemsMax) throw malformed('too many items');
    return this.take(1);
  }

  private coded(code: number, head: number, depth: number): void {
    switch (code) {
      case 0xc0:
      case 0xc2:
      case 0xc3:
        return;
      case 0xc4:
      case 0xc5:
      case 0xc6:
        this.take(this.uint(1 << (code - 0xc4)));
        return;
      case 0xcb:
        return this.float();
      case 0xcc:
      case 0xcd:
      case 0xce:
        this.take(1 << (code - 0xcc));
        return;
      case 0xd0:
      case 0xd1:
      case 0xd2:
        this.take(1 << (code - 0xd0));
        return;
      case 0xcf:
        return this.wide(this.uint(4));
      case 0xd3:
        return this.wide(this.uint(4) | 0);
      case 0xd9:
      case 0xda:
      case 0xdb:
        return this.text(this.uint(1 << (code - 0xd9)), head);
      case 0xdc:
      case 0xdd:
        return this.list(this.uint(2 << (code - 0xdc)), depth);
      case 0xde:
      case 0xdf:
        return this.map(this.uint(2 << (code - 0xde)), depth);
      default:
        throw malformed(`a code that no record uses: ${code}`);
    }
  }

  private list(length: number, depth: number): void {
    this.enter(length, depth);
    for (let index = 0; index < length; index += 1) this.value(depth + 1);
  }

  private map(length: number, depth: number): void {
    this.enter(length * 2, depth);
    for (let index = 0; index < length; index += 1) {
      this.key();
      this.value(depth + 1);
    }
  }

  private enter(items: number, depth: number): void {
    if (depth >= limits.recordDepthMax) throw malformed('nested too deep');
    if (items > this.end - this.position) throw malformed('more items than bytes');
  }

  private key(): void {
    const head = this.item();
    const length = this.keyLength(this.bytes[head]!);
    this.text(length, head);
    const start = this.position - length;
    const isForbidden = FORBIDDEN_KEY.every((byte, index) => this.bytes[start + index] === byte);
    if (isForbidden && length === FORBIDDEN_KEY.length) throw malformed('not a plain key');
  }

  private keyLength(code: number): number {
    if (code >= 0xa0 && code < 0xc0) return code & 31;
    if (code >= 0xd9 && code <= 0xdb) return this.uint(1 << (code - 0xd9));
    throw malformed('not a plain key');
  }

  private text(length: number, head: number): void {
    const { bytes } = this;
    const start = this.take(length);
    let at = start;
    while (at < this.position && bytes[at]! < 0x80) at += 1;
    if (at === this.position) return;
    if (!isUtf8(bytes.subarray(at, this.position))) throw malformed('text that is not UTF-8');
    const isMarked = MARK.every((byte, index) => bytes[start + index] === byte);
    if (isMarked && length > MARKED_BYTES_MIN) this.marked.push({ head, start, length });
  }

  private float(): void {
    const at = this.take(8);
    const { buffer, byteOffset } = this.bytes;
    const value = new DataView(buffer, byteOffset + at, 8).getFloat64(0);
    if (!Number.isFinite(value) || Object.is(value, -0)) throw malformed('not a plain number');
  }

  private wide(high: number): void {
    const value = high * HIGH + this.uint(4);
    if (!Number.isSafeInteger(value)) throw malformed('an integer beyond 53 bits');
  }

  private uint(bytes: number): number {
    const start = this.take(bytes);
    let value = 0;
    for (let at = start; at < this.position; at += 1) value = value * 256 + this.bytes[at]!;
    return value;
  }

  private take(bytes: number): number {
    const start = this.position;
    if (bytes > this.end - start) throw malformed('cut short');
    this.position = start + bytes;
    return start;
  }
}
