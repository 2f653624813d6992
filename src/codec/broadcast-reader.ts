import { Body } from '../protocol/body.ts';
import { KEY_BYTES_MAX, SIGNATURE_BYTES_MAX } from '../protocol/messages.ts';
import type { Broadcast } from '../protocol/messages.ts';
import { PEER_ID_LENGTH, PEER_ID_PATTERN } from '../protocol/peer-id.ts';
import type { Instance, PeerId } from '../protocol/peer-id.ts';
import type { Frame } from './cut-frames.ts';
import { messageTable } from './message-table.ts';

/**
 * What is said to everybody comes in numbers, and much of it from the same few. So broadcasts are read here without
 * a walk through the table, and what was read of an origin once is not made anew: where the bytes are the same, so are
 * its id, its instance and its key. What has another form, a topic, or a fault is left to the table.
 */
export class BroadcastReader {
  private readonly origins = new Map<number, Origin>();
  private source: Uint8Array = NOTHING;
  private view: DataView = NO_VIEW;
  private at = 0;
  private end = 0;
  private isSound = true;

  /** null: the table has to look at it. */
  read({ source, headerStart, bodyStart, end }: Frame): Broadcast | null {
    if (source[headerStart] !== ARRAY_OF_FOUR || source[headerStart + 1] !== BROADCAST) return null;
    this.begin(source, headerStart + 2, bodyStart);
    this.expect(ARRAY_OF_SEVEN);
    const from = this.origin();
    if (from === null) return null;
    const { id: origin } = from;
    const instance = this.instance(from);
    const sequence = this.uint();
    const hopLimit = this.uint();
    const expires = this.uint();
    const key = this.key(from);
    const signature = this.bytes(SIGNATURE_BYTES_MAX);
    const hops = this.uint();
    this.expect(NO_TEXT);
    if (!this.isSound || this.at !== bodyStart) return null;
    const envelope = { origin, instance, sequence, hopLimit, expires, key, signature };
    const body = new Body(source, bodyStart, end);
    return { kind: 'broadcast', envelope, hops, topic: '', body };
  }

  private begin(source: Uint8Array, at: number, end: number): void {
    if (source !== this.source) {
      this.source = source;
      this.view = new DataView(source.buffer, source.byteOffset, source.byteLength);
    }
    this.at = at;
    this.end = end;
    this.isSound = true;
  }

  private expect(tag: number): void {
    if (!this.holds(1) || this.source[this.at] !== tag) this.isSound = false;
    this.at += 1;
  }

  private holds(length: number): boolean {
    if (this.at + length > this.end) this.isSound = false;
    return this.isSound;
  }

  private origin(): Origin | null {
    this.expect(TEXT_8);
    this.expect(PEER_ID_LENGTH);
    if (!this.holds(PEER_ID_LENGTH)) return null;
    const { view, at } = this;
    const begins = view.getInt32(at);
    const known = this.origins.get(begins);
    this.at += PEER_ID_LENGTH;
    if (known !== undefined && this.isSame(known, at, PEER_ID_LENGTH)) return known;
    const id = utf8.decode(this.source.subarray(at, this.at));
    if (!PEER_ID_PATTERN.test(id)) return null;
    const origin = { view, at, id, instance: NO_INSTANCE, key: NO_KEY };
    this.origins.set(begins, origin);
    return origin;
  }

  private instance(from: Origin): Instance {
    this.expect(ARRAY_OF_TWO);
    const boot = this.uint();
    const nonce = this.uint();
    if (from.instance.boot !== boot || from.instance.nonce !== nonce) {
      from.instance = { boot, nonce };
    }
    return from.instance;
  }

  private key(from: Origin): Uint8Array {
    const { view, at } = this;
    const { bytes } = from.key;
    if (this.isSame(from.key, at, 2 + bytes.length)) {
      this.at += 2 + bytes.length;
      return bytes;
    }
    from.key = { view, at, bytes: this.bytes(KEY_BYTES_MAX) };
    return from.key.bytes;
  }

  private isSame(known: Place, at: number, length: number): boolean {
    const { view } = this;
    if (at + length > this.end || known.at < 0) return false;
    let i = 0;
    for (; i + 4 <= length; i += 4)
      if (view.getInt32(at + i) !== known.view.getInt32(known.at + i)) return false;
    for (; i < length; i += 1)
      if (view.getUint8(at + i) !== known.view.getUint8(known.at + i)) return false;
    return true;
  }

  private bytes(most: number): Uint8Array {
    this.expect(BINARY_8);
    if (!this.holds(1)) return NOTHING;
    const length = this.source[this.at]!;
    this.at += 1;
    if (length > most || !this.holds(length)) {
      this.isSound = false;
      return NOTHING;
    }
    this.at += length;
    return length === 0 ? NOTHING : new Uint8Array(this.source.subarray(this.at - length, this.at));
  }

  private uint(): number {
    if (!this.holds(1)) return 0;
    const tag = this.source[this.at]!;
    this.at += 1;
    if (tag < 0x80) return tag;
    const length = 1 << (tag - UINT_8);
    if (tag < UINT_8 || tag > UINT_64 || !this.holds(length)) {
      this.isSound = false;
      return 0;
    }
    const { view, at } = this;
    this.at += length;
    if (length === 1) return view.getUint8(at);
    if (length === 2) return view.getUint16(at);
    if (length === 4) return view.getUint32(at);
    const value = view.getUint32(at) * 2 ** 32 + view.getUint32(at + 4);
    if (value > Number.MAX_SAFE_INTEGER) this.isSound = false;
    return value;
  }
}

interface Place {
  readonly view: DataView;
  readonly at: number;
}

interface Origin extends Place {
  readonly id: PeerId;
  instance: Instance;
  key: Place & { readonly bytes: Uint8Array };
}

const { number: BROADCAST } = messageTable.broadcast;
const ARRAY_OF_TWO = 0x92;
const ARRAY_OF_FOUR = 0x94;
const ARRAY_OF_SEVEN = 0x97;
const NO_TEXT = 0xa0;
const BINARY_8 = 0xc4;
const UINT_8 = 0xcc;
const UINT_64 = 0xcf;
const TEXT_8 = 0xd9;
const NOTHING = new Uint8Array(0);
const NO_VIEW = new DataView(NOTHING.buffer);
const NO_INSTANCE: Instance = { boot: -1, nonce: -1 };
const NO_KEY = { view: NO_VIEW, at: -1, bytes: NOTHING };

const utf8 = new TextDecoder();
