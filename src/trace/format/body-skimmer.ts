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
import { messageTable } from '../../codec/message-table.ts';
import type { Body } from '../../protocol/body.ts';
import { limits } from '../../protocol/limits.ts';

/** Which bodies a tape keeps: none, those of texts that are not too long, or all; of the others it keeps the length. */
export const bodyPolicies = ['none', 'text', 'all'] as const;
export type BodyPolicy = (typeof bodyPolicies)[number];

/** Bytes that are kept, or how many body bytes are left out here. */
export type Piece = Uint8Array | number;

/**
 * Splits what links received into bytes to keep and bodies to leave out. A body lies wholly behind its
 * header, so a few numbers a link are enough to follow its frames, however they are cut:
 * `u32 length | u16 header length | header | body`, and the header begins with a short array whose
 * first item, a small integer, is the kind. Where the frames cannot be followed any more, only lengths
 * are kept: bytes of a lost stream could be of a body. The judgement of a prefix is the codec's, at the
 * same byte, so that a replay of what is kept fails where the run did.
 */
export class BodySkimmer {
  readonly policy: BodyPolicy;
  /** Of a text. */
  private readonly keptBytesMax: number;
  private readonly links = new Map<string, Followed>();

  constructor(policy: BodyPolicy) {
    this.policy = policy;
    this.keptBytesMax = { none: -1, text: limits.tapedTextBytesMax, all: Infinity }[policy];
  }

  skim(link: string, chunks: readonly Uint8Array[]): Piece[][] {
    if (this.policy === 'all') return chunks.map((chunk) => [chunk]);
    const place = this.follow(link);
    return chunks.map((chunk) => skimChunk(place, chunk, this.keptBytesMax));
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
  opensArray: boolean;
  isText: boolean;
  bodyLength: number;
  bodyLeft: number;
  lost: boolean;
}

/** What people say, to one or to all. */
const TEXT_KINDS: readonly (number | undefined)[] = [
  messageTable.text.number,
  messageTable.broadcast.number,
];

function followed(lost: boolean): Followed {
  return {
    prefixSeen: 0,
    length: 0,
    headerLength: 0,
    headerSeen: 0,
    opensArray: false,
    isText: false,
    bodyLength: 0,
    bodyLeft: 0,
    lost,
  };
}

function skimChunk(link: Followed, chunk: Uint8Array, keptBytesMax: number): Piece[] {
  const pieces: Piece[] = [];
  let keptFrom = 0;
  let at = 0;
  while (at < chunk.length && !link.lost) {
    if (link.bodyLeft > 0) {
      const bytes = Math.min(link.bodyLeft, chunk.length - at);
      link.bodyLeft -= bytes;
      if (!link.isText || link.bodyLength > keptBytesMax) {
        if (at > keptFrom) pieces.push(part(chunk, keptFrom, at));
        pieces.push(bytes);
        keptFrom = at + bytes;
      }
      at += bytes;
    } else if (link.prefixSeen < PREFIX_BYTES) {
      at += takePrefix(link, chunk, at);
    } else {
      at += takeHeader(link, chunk, at);
    }
  }
  if (at > keptFrom) pieces.push(part(chunk, keptFrom, at));
  if (at < chunk.length) pieces.push(chunk.length - at);
  return pieces;
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

function takeHeader(link: Followed, chunk: Uint8Array, at: number): number {
  const bytes = Math.min(link.headerLength - link.headerSeen, chunk.length - at);
  if (link.headerSeen === 0) link.opensArray = chunk[at]! >> 4 === 9;
  if (link.headerSeen < 2 && link.headerSeen + bytes >= 2) {
    link.isText = link.opensArray && TEXT_KINDS.includes(chunk[at + 1 - link.headerSeen]);
  }
  link.headerSeen += bytes;
  if (link.headerSeen === link.headerLength) {
    link.bodyLength = link.length - HEADER_LENGTH_BYTES - link.headerLength;
    link.bodyLeft = link.bodyLength;
    if (link.headerLength < 2) link.isText = false;
    link.prefixSeen = 0;
    link.length = 0;
    link.headerLength = 0;
    link.headerSeen = 0;
  }
  return bytes;
}
