import type { Body } from '../../protocol/body.ts';
import { limits } from '../../protocol/limits.ts';

/** Which bodies a tape keeps: none, those of texts, or all; of the others it keeps the length. */
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
  private readonly links = new Map<string, Followed>();

  constructor(policy: BodyPolicy) {
    this.policy = policy;
  }

  skim(link: string, chunks: readonly Uint8Array[]): Piece[][] {
    if (this.policy === 'all') return chunks.map((chunk) => [chunk]);
    const place = this.follow(link);
    return chunks.map((chunk) => skimChunk(place, chunk, this.policy === 'text'));
  }

  skimText(body: Body): Piece {
    return this.policy === 'none' ? body.length : part(body.source, body.start, body.end);
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
  bodyLeft: number;
  lost: boolean;
}

const LENGTH_BYTES = 4;
const PREFIX_BYTES = 6;
const TEXT_KIND = 5;

function followed(lost: boolean): Followed {
  return {
    prefixSeen: 0,
    length: 0,
    headerLength: 0,
    headerSeen: 0,
    opensArray: false,
    isText: false,
    bodyLeft: 0,
    lost,
  };
}

function skimChunk(link: Followed, chunk: Uint8Array, keepTexts: boolean): Piece[] {
  const pieces: Piece[] = [];
  let keptFrom = 0;
  let at = 0;
  while (at < chunk.length && !link.lost) {
    if (link.bodyLeft > 0) {
      const bytes = Math.min(link.bodyLeft, chunk.length - at);
      link.bodyLeft -= bytes;
      if (!keepTexts || !link.isText) {
        if (at > keptFrom) pieces.push(part(chunk, keptFrom, at));
        pieces.push(bytes);
        keptFrom = at + bytes;
      }
      at += bytes;
    } else if (link.prefixSeen < PREFIX_BYTES) {
      takePrefixByte(link, chunk[at]!);
      at += 1;
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

function takePrefixByte(link: Followed, byte: number): void {
  link.prefixSeen += 1;
  if (link.prefixSeen <= LENGTH_BYTES) link.length = link.length * 256 + byte;
  else link.headerLength = link.headerLength * 256 + byte;
  if (link.prefixSeen === LENGTH_BYTES) {
    link.lost = link.length <= 2 || link.length > limits.frameBytesMax;
  } else if (link.prefixSeen === PREFIX_BYTES) {
    const bodyLength = link.length - 2 - link.headerLength;
    const headerFits = link.headerLength > 0 && link.headerLength <= limits.headerBytesMax;
    link.lost = !headerFits || bodyLength < 0 || bodyLength > limits.bodyBytesMax;
  }
}

function takeHeader(link: Followed, chunk: Uint8Array, at: number): number {
  const bytes = Math.min(link.headerLength - link.headerSeen, chunk.length - at);
  if (link.headerSeen === 0) link.opensArray = chunk[at]! >> 4 === 9;
  if (link.headerSeen < 2 && link.headerSeen + bytes >= 2) {
    link.isText = link.opensArray && chunk[at + 1 - link.headerSeen] === TEXT_KIND;
  }
  link.headerSeen += bytes;
  if (link.headerSeen === link.headerLength) {
    link.bodyLeft = link.length - 2 - link.headerLength;
    if (link.headerLength < 2) link.isText = false;
    link.prefixSeen = 0;
    link.length = 0;
    link.headerLength = 0;
    link.headerSeen = 0;
  }
  return bytes;
}
