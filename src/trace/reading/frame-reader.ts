import { cutFrames, nothingPending } from '../../codec/cut-frames.ts';
import { PREFIX_BYTES } from '../../codec/frame-prefix.ts';
import type { Frame, Pending } from '../../codec/cut-frames.ts';
import { decodeMessage } from '../../codec/decode-message.ts';
import { pendingFromPlain } from '../../codec/pending-on-tape.ts';
import type { Rejection } from '../../codec/rejection.ts';
import type { Input } from '../../protocol/inputs.ts';
import { limits } from '../../protocol/limits.ts';
import type { Message } from '../../protocol/messages.ts';
import { leftOutOf } from '../format/chunks-on-tape.ts';
import type { Span } from '../format/chunks-on-tape.ts';
import type { Plain } from '../format/plain.ts';
import { shownContent } from './shown-content.ts';

/** A message with its fields, what it says, and `kind`; or `rejected`, and why. */
export type ShownFrame = Readonly<Record<string, unknown>> & { readonly kind: string };

/**
 * Follows the frames of each link, to tell what its bytes said. Bytes that a tape left out are zeros
 * here; each stream remembers where they are, so that none is taken for a text. A stream is followed
 * from its first byte, or from a checkpoint, which knows what was pending; never from the middle.
 * A tape can tell of any number of links, and of bytes that it does not hold: what is too much to be
 * kept in mind is not followed.
 */
export class FrameReader {
  readonly #streams = new Map<string, Stream>();
  /** What all streams take together. */
  #bytes = 0;
  /** Of links that were open before: a checkpoint says how they stand. */
  #isLost = true;

  open(link: string): void {
    this.#follow(link, newStream());
  }

  forget(link: string): void {
    const stream = this.#streams.get(link);
    if (stream === undefined) return;
    this.#bytes -= bytesOf(stream);
    this.#streams.delete(link);
  }

  /** Something is missing on the tape. */
  lose(): void {
    this.#streams.clear();
    this.#bytes = 0;
    this.#isLost = true;
  }

  /** Takes up the links of a checkpoint, if they are not followed already. */
  resume(state: Plain): void {
    if (!this.#isLost) return;
    this.#isLost = false;
    for (const actor of listOf(listOf(state)[ACTORS])) {
      const [path, pending] = [listOf(actor)[PATH], listOf(actor)[PENDING]];
      const stream = streamOf(pending);
      if (typeof path === 'string' && stream !== null) {
        this.#follow(path.slice(path.indexOf('/') + 1), stream);
      }
    }
  }

  /** null where nobody can tell where a frame begins. */
  read({ link, chunks }: Extract<Input, { type: 'link.bytes' }>): readonly ShownFrame[] | null {
    const stream = this.#streams.get(link);
    if (stream === undefined) return null;
    this.#bytes -= bytesOf(stream);
    for (const chunk of chunks) {
      for (const span of leftOutOf(chunk)) leaveOut(stream, moved(span, stream.received));
      stream.received += chunk.length;
    }
    const cut = cutFrames(stream.pending, chunks);
    stream.pending = cut.pending;
    const shown: ShownFrame[] = [];
    let rejection = cut.rejection;
    for (const frame of cut.frames) {
      const message = decodeMessage(frame);
      if (!('kind' in message)) {
        rejection = message;
        break;
      }
      shown.push(shownMessage(message, lacksBody(stream, frame)));
    }
    stream.leftOut = stream.leftOut.slice(stream.passed);
    stream.passed = 0;
    this.#bytes += bytesOf(stream);
    if (rejection !== null || this.#bytes > limits.followedBytesMax) this.forget(link);
    return rejection === null ? shown : [...shown, shownRejection(rejection)];
  }

  #follow(link: string, stream: Stream): void {
    this.forget(link);
    const bytes = this.#bytes + bytesOf(stream);
    if (this.#streams.size >= limits.followedLinksMax || bytes > limits.followedBytesMax) return;
    this.#bytes = bytes;
    this.#streams.set(link, stream);
  }
}

interface Stream {
  pending: Pending;
  /** Where the next frame begins, and up to where bytes have come, from the stream's own start. */
  position: number;
  received: number;
  /** What was left out, in order, and how many of these lie behind. */
  leftOut: Span[];
  passed: number;
}

/** Of a captured state, and of an actor in it. */
const ACTORS = 3;
const PATH = 0;
const PENDING = 6;

function newStream(): Stream {
  return { pending: nothingPending, position: 0, received: 0, leftOut: [], passed: 0 };
}

/** About; a span takes more room than most that were left out. */
function bytesOf({ pending, leftOut }: Stream): number {
  return pending.received + leftOut.length * SPAN_BYTES;
}

const SPAN_BYTES = 64;

/** Spans that touch are one, and one of no bytes is none. */
function leaveOut({ leftOut }: Stream, span: Span): void {
  const last = leftOut.at(-1);
  if (span.start === span.end) return;
  if (last?.end === span.start) leftOut[leftOut.length - 1] = { start: last.start, end: span.end };
  else leftOut.push(span);
}

/** From the half-received frame in a checkpoint; null if there is none to go on from. */
function streamOf(plain: Plain | undefined): Stream | null {
  try {
    const pending = pendingFromPlain(plain);
    const [head, body] = plain as readonly [Uint8Array, Uint8Array | number];
    const { received } = pending;
    const leftOut = typeof body === 'number' ? [{ start: head.length, end: received }] : [];
    return { pending, position: 0, received, leftOut, passed: 0 };
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Moves on behind a frame, and tells whether any of its body was left out. */
function lacksBody(stream: Stream, { headerStart, bodyStart, end }: Frame): boolean {
  const from = stream.position + PREFIX_BYTES + bodyStart - headerStart;
  const until = from + end - bodyStart;
  stream.position = until;
  const { leftOut } = stream;
  while (stream.passed < leftOut.length && leftOut[stream.passed]!.end <= from) stream.passed += 1;
  const next = leftOut[stream.passed];
  return next !== undefined && next.start < until;
}

function moved({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

function shownMessage(message: Message, isLeftOut: boolean): ShownFrame {
  const { kind, ...fields } = message;
  const shown: Record<string, unknown> & { kind: string } = { kind };
  for (const [name, value] of Object.entries(fields) as [string, unknown][]) {
    if (name === 'body') continue;
    shown[name] = shownValue(value);
  }
  return 'body' in message ? { ...shown, ...shownContent(message.body, isLeftOut) } : shown;
}

/** Bytes in base64, however deep they stand: what crosses links has its signature in an envelope. */
function shownValue(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(shownValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shownValue(one)]));
}

function shownRejection({ code, text }: Rejection): ShownFrame {
  return { kind: 'rejected', code, text };
}

function listOf(value: Plain | undefined): readonly Plain[] {
  return Array.isArray(value) ? (value as readonly Plain[]) : [];
}
