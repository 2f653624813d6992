import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutFrames, nothingPending } from '../../src/codec/cut-frames.ts';
import { encodeFrames } from '../../src/codec/encode-frames.ts';
import { readMessages } from '../../src/codec/read-messages.ts';
import { Body } from '../../src/protocol/body.ts';
import type { Letter } from '../../src/protocol/mail-words.ts';
import type { Message } from '../../src/protocol/messages.ts';
import type { Input } from '../../src/protocol/inputs.ts';
import type { BodyPolicy } from '../../src/trace/format/body-policy.ts';
import { Fields } from '../../src/trace/format/fields.ts';
import { inputFromTape } from '../../src/trace/format/input-on-tape.ts';
import { recordTable } from '../../src/trace/format/record-table.ts';
import { BodySkimmer } from '../../src/trace/format/body-skimmer.ts';
import { unpackPlain } from '../../src/trace/format/unpack-plain.ts';
import { anyChunking, inChunks } from '../support/any-chunking.ts';
import { anyMessage } from '../support/any-message.ts';
import { packed } from '../support/packed.ts';
import { idOf } from '../support/pure-config.ts';

const SECRET = 0xc1;
const own = idOf('a');
/** Letters more often than not, to this node or to another one. */
const anyLetter = fc
  .tuple(anyMessage, fc.constantFrom(own, idOf('c'), `${own.slice(0, -1)}b`))
  .filter(([{ kind }]) => kind === 'letter')
  .map(([letter, target]): Message => ({ ...(letter as Letter), target }));
const anyMessages = fc.array(fc.oneof(anyMessage, anyLetter), { maxLength: 8 });
const anyPolicy = fc.constantFrom<BodyPolicy[]>('none', 'text');

describe('what a tape keeps of a link', () => {
  it('has no byte of a body under none', () => {
    fc.assert(
      fc.property(anyMessages, anyChunking, (messages, sizes) => {
        const blank = encodeFrames(messages.map((message) => withBodyOf(0, message)));
        const secret = encodeFrames(messages.map((message) => withBodyOf(SECRET, message)));
        expect(taped(inChunks(secret, sizes), 'none')).toEqual(
          taped(inChunks(blank, sizes), 'none'),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('has no byte of what others write to each other, unless it is to keep all', () => {
    fc.assert(
      fc.property(anyMessages, anyChunking, (messages, sizes) => {
        const [blank, secret] = [0, SECRET].map((byte) =>
          encodeFrames(
            messages.map((message) => (isKept(message) ? message : withBodyOf(byte, message))),
          ),
        ) as [Uint8Array, Uint8Array];
        expect(taped(inChunks(secret, sizes), 'text')).toEqual(
          taped(inChunks(blank, sizes), 'text'),
        );
        const all = fromTape(taped(inChunks(secret, sizes), 'all'));
        expect(Buffer.concat(all)).toEqual(Buffer.from(secret));
      }),
      { numRuns: 200 },
    );
  });

  it('has the same frames, headers and lengths as the link had, and all of a kept body', () => {
    fc.assert(
      fc.property(anyMessages, anyChunking, anyPolicy, (messages, sizes, policy) => {
        const chunks = inChunks(encodeFrames(messages), sizes).slice(0, 400);
        const back = fromTape(taped(chunks, policy));
        expect(back.map(({ length }) => length)).toEqual(chunks.map(({ length }) => length));
        const zeroed = (message: (typeof messages)[number]) =>
          policy === 'text' && isKept(message) ? message : withBodyOf(0, message);
        expect(plainOf(readMessages(nothingPending, back).messages)).toEqual(
          plainOf(readMessages(nothingPending, chunks).messages.map(zeroed)),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('is rejected where the link was, whatever came', () => {
    const anyPart = fc.oneof(
      anyMessages.map((messages) => encodeFrames(messages)),
      fc.uint8Array({ maxLength: 40 }),
      fc.constantFrom([0, 0, 0, 2, 0, 1], [0, 0, 0, 9, 0, 0], [0, 0, 0, 9, 0, 8], [0, 32, 0, 0]),
    );
    fc.assert(
      fc.property(
        fc.array(anyPart, { maxLength: 4 }),
        anyChunking,
        anyPolicy,
        (parts, sizes, policy) => {
          const bytes = Uint8Array.from(parts.flatMap((part) => [...part]));
          const chunks = inChunks(bytes, sizes);
          const live = cutFrames(nothingPending, chunks);
          const back = cutFrames(nothingPending, fromTape(taped(chunks, policy)));
          expect(back.rejection).toEqual(live.rejection);
          expect(back.frames.map(headerOf)).toEqual(live.frames.map(headerOf));
        },
      ),
      { numRuns: 500 },
    );
  });
});

/** As bytes on the tape, through several inputs of one link. */
function taped(chunks: readonly Uint8Array[], policy: BodyPolicy): Uint8Array[] {
  const skimmer = new BodySkimmer(policy, own);
  return chunks.map((chunk, index) => {
    const input: Input = { type: 'link.bytes', link: 'o1', chunks: [chunk], at: index };
    const writing = { skimmer, intern: (name: string) => name };
    return packed(recordTable.input.toTape({ kind: 'input', turn: 1, input }, writing));
  });
}

function fromTape(records: readonly Uint8Array[]): Uint8Array[] {
  return records.flatMap((record) => {
    const fields = new Fields(unpackPlain(record, 0, record.length));
    fields.count();
    const input = inputFromTape(fields);
    return input.type === 'link.bytes' ? [...input.chunks] : [];
  });
}

function isKept(message: Message): boolean {
  return message.kind !== 'letter' || message.target === own;
}

function withBodyOf<M extends object>(byte: number, message: M): M {
  if (!('body' in message)) return message;
  const { length } = message.body as Body;
  return { ...message, body: new Body(new Uint8Array(length).fill(byte)) };
}

/** Bodies by what they show, wherever that lies. */
function plainOf(messages: readonly object[]): unknown[] {
  return messages.map((message) => {
    if (!('body' in message)) return message;
    const { source, start, end } = message.body as Body;
    return { ...message, body: [...source.subarray(start, end)] };
  });
}

function headerOf(frame: ReturnType<typeof cutFrames>['frames'][number]): unknown {
  const { source, headerStart, bodyStart, end } = frame;
  return [[...source.subarray(headerStart, bodyStart)], end - bodyStart];
}
