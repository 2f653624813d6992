import {
  HEADER_LENGTH_BYTES,
  headerLengthAt,
  isSoundPrefix,
  judgeHeaderLength,
  judgeLength,
  LENGTH_BYTES,
  lengthAt,
  PREFIX_BYTES,
} from '../../codec/frame-prefix.ts';
import type { Body } from '../../protocol/body.ts';
import { limits } from '../../protocol/limits.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { addressOf, KIND_AT, keptBytesMax, opensArray, TEXT_KINDS } from './body-policy.ts';
import type { BodyPolicy } from './body-policy.ts';

/** Bytes that are kept, or how many body bytes are left out here. */
export type Piece = Uint8Array | number;

/**
 * Splits what links received into bytes to keep and bodies to leave out. A body lies wholly behind its
 * header, so a few numbers a link are enough to follow its frames, however they are cut:
 * `u32 length | u16 header length | header | body`, and the header begins with a short array whose
 * first item, a small integer, is the kind; a letter has its target next. Where the frames cannot be followed any more, only lengths
 * are kept: bytes of a lost stream could be of a body. The judgement of a prefix is the codec's, at the
 * same byte, so that a replay of what is kept fails where the run did.
 */
export class BodySkimmer {
  readonly policy: BodyPolicy;
  /** Of a text. */
  private readonly keptBytesMax: number;
  /** How a letter to this node begins. */
  private readonly address: Uint8Array;
  private readonly links = new Map<string, Followed>();

  constructor(policy: BodyPolicy, own: PeerId) {
    this.policy = policy;
    this.keptBytesMax = keptBytesMax(policy);
    this.address = addressOf(own);
  }

  skim(link: string, chunks: readonly Uint8Array[]): Piece[][] {
    if (this.policy === 'all') return chunks.map((chunk) => [chunk]);
    const place = this.follow(link);
    return chunks.map((chunk) => this.skimChunk(place, chunk));
  }

  skimText(body: Body): Piece {
    return this.keepsText(body) ? part(body.source, body.start, body.end) : body.length;
  }

  keepsText({ length }: Body): boolean {
    return length <= this.keptBytesMax;
  }

  forget(link: string): void {
    this.links.delete(link);
  }

  private skimChunk(link: Followed, chunk: Uint8Array): Piece[] {
    const pieces: Piece[] = [];
    let keptFrom = 0;
    let at = 0;
    while (at < chunk.length && !link.lost) {
      if (link.bodyLeft > 0) {
        const bytes = Math.min(link.bodyLeft, chunk.length - at);
        link.bodyLeft -= bytes;
        if (!link.isText || link.bodyLength > this.keptBytesMax) {
          if (at > keptFrom) pieces.push(part(chunk, keptFrom, at));
          pieces.push(bytes);
          keptFrom = at + bytes;
        }
        at += bytes;
      } else if (link.prefixSeen < PREFIX_BYTES) {
        at += takePrefix(link, chunk, at);
      } else {
        at += takeHeader(link, chunk, at, this.address);
      }
    }
    if (at > keptFrom) pieces.push(part(chunk, keptFrom, at));
    if (at < chunk.length) pieces.push(chunk.length - at);
    return pieces;
  }

  private follow(link: string): Followed {
    const known = this.links.get(link);
    if (known !== undefined) return known;
    if (this.links.size >= limits.followedLinksMax) return followed(true);
    const fresh = followed(false);
    this.links.set(link, fresh);
    return fresh;
  }
}

/** Where a link stands in its current frame. */
interface Followed {
  prefixSeen: number;
  length: number;
  headerLength: number;
  headerSeen: number;
  /** As far as it was seen, the header is that of a text, or of a letter to this node. */
  isText: boolean;
  isOwn: boolean;
  bodyLength: number;
  bodyLeft: number;
  lost: boolean;
}

function followed(lost: boolean): Followed {
  return {
    prefixSeen: 0,
    length: 0,
    headerLength: 0,
    headerSeen: 0,
    isText: false,
    isOwn: false,
    bodyLength: 0,
    bodyLeft: 0,
    lost,
  };
}

/** Most chunks are kept whole, and a view of all of it would be a waste. */
function part(bytes: Uint8Array, start: number, end: number): Uint8Array {
  return start === 0 && end === bytes.length ? bytes : bytes.subarray(start, end);
}

/** Whole, as nearly always; or byte by byte, where it is cut or at fault. */
function takePrefix(link: Followed, chunk: Uint8Array, at: number): number {
  if (link.prefixSeen === 0 && chunk.length - at >= PREFIX_BYTES) {
    const length = lengthAt(chunk, at);
    const headerLength = headerLengthAt(chunk, at);
    if (isSoundPrefix(length, headerLength)) {
      link.length = length;
      link.headerLength = headerLength;
      link.prefixSeen = PREFIX_BYTES;
      return PREFIX_BYTES;
    }
  }
  takePrefixByte(link, chunk[at]!);
  return 1;
}

function takePrefixByte(link: Followed, byte: number): void {
  link.prefixSeen += 1;
  if (link.prefixSeen <= LENGTH_BYTES) link.length = link.length * 256 + byte;
  else link.headerLength = link.headerLength * 256 + byte;
  if (link.prefixSeen === LENGTH_BYTES) link.lost = judgeLength(link.length) !== null;
  else if (link.prefixSeen === PREFIX_BYTES)
    link.lost = judgeHeaderLength(link.headerLength, link.length) !== null;
}

function takeHeader(link: Followed, chunk: Uint8Array, at: number, address: Uint8Array): number {
  const bytes = Math.min(link.headerLength - link.headerSeen, chunk.length - at);
  const headerStart = at - link.headerSeen;
  const end = at + bytes;
  if (link.headerSeen === 0) link.isText = link.isOwn = opensArray(chunk[at]);
  const kindAt = headerStart + KIND_AT;
  if (kindAt >= at && kindAt < end) link.isText &&= TEXT_KINDS.includes(chunk[kindAt]);
  for (let i = Math.max(at, kindAt); link.isOwn && i < end && i - kindAt < address.length; i += 1) {
    link.isOwn = chunk[i] === address[i - kindAt];
  }
  link.headerSeen += bytes;
  if (link.headerSeen === link.headerLength) {
    link.bodyLength = link.length - HEADER_LENGTH_BYTES - link.headerLength;
    link.bodyLeft = link.bodyLength;
    if (link.headerLength <= KIND_AT) link.isText = false;
    link.isText ||= link.isOwn && link.headerLength >= KIND_AT + address.length;
    link.prefixSeen = 0;
    link.length = 0;
    link.headerLength = 0;
    link.headerSeen = 0;
  }
  return bytes;
}
