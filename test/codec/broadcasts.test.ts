import { encode } from '@msgpack/msgpack';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BroadcastReader } from '../../src/codec/broadcast-reader.ts';
import { cutFrames, nothingPending } from '../../src/codec/cut-frames.ts';
import type { Frame } from '../../src/codec/cut-frames.ts';
import { encodeFrames } from '../../src/codec/encode-frames.ts';
import { messageTable } from '../../src/codec/message-table.ts';
import { readHeader } from '../../src/codec/read-header.ts';
import { readMessages } from '../../src/codec/read-messages.ts';
import { Body } from '../../src/protocol/body.ts';
import type { Broadcast } from '../../src/protocol/messages.ts';
import { anyChunking, inChunks } from '../support/any-chunking.ts';
import { anyBroadcasts, comparable } from '../support/any-message.ts';
import { concat, frameOf } from '../support/wire-bytes.ts';

/** What the table makes of it; null if that is no broadcast. */
function byTable({ source, headerStart, bodyStart, end }: Frame): Broadcast | null {
  const items = readHeader(source, headerStart, bodyStart);
  if (!Array.isArray(items) || items[0] !== messageTable.broadcast.number) return null;
  const { fields } = messageTable.broadcast;
  const values = fields.map(({ name, type }, i) => [name, type.take(items[i + 1])] as const);
  if (values.some(([, value]) => value === undefined)) return null;
  const body = new Body(source, bodyStart, end);
  return { kind: 'broadcast', ...Object.fromEntries(values), body } as Broadcast;
}

/** As another msgpack library would, each by itself. */
function foreignFrame({ envelope, hops, topic, body }: Broadcast): Uint8Array {
  const { origin, instance, sequence, hopLimit, expires, key, signature } = envelope;
  const life = [instance.boot, instance.nonce];
  const items = [origin, life, sequence, hopLimit, expires, key, signature];
  const header = encode([10, items, hops, topic]);
  return frameOf(header, body.source.subarray(body.start, body.end));
}

/** Some bytes of headers are others than they were. */
const anyDamage = fc.array(fc.tuple(fc.nat({ max: 260 }), fc.nat({ max: 255 })), { maxLength: 3 });

function damaged(frame: Uint8Array, changes: readonly (readonly [number, number])[]): Uint8Array {
  const bytes = frame.slice();
  const headerLength = bytes[4]! * 256 + bytes[5]!;
  for (const [at, byte] of changes) if (at < headerLength) bytes[6 + at] = byte;
  return bytes;
}

describe('broadcasts are read and written beside the table', () => {
  it('law: what was written is read, whoever began it, and however it is cut', () => {
    fc.assert(
      fc.property(anyBroadcasts, anyChunking, (casts, sizes) => {
        const read = readMessages(nothingPending, inChunks(encodeFrames(casts), sizes));

        expect(read.rejection).toBeNull();
        expect(read.messages.map(comparable)).toEqual(casts.map(comparable));
      }),
      { numRuns: 300 },
    );
  });

  it('law: what is written together is what each is by itself', () => {
    fc.assert(
      fc.property(anyBroadcasts, (casts) => {
        expect(encodeFrames(casts)).toEqual(concat(casts.map(foreignFrame)));
      }),
      { numRuns: 300 },
    );
  });

  it('law: one that is read so is what the table makes of it, in all forms and whatever came before', () => {
    let isReadSo = 0;
    fc.assert(
      fc.property(
        anyBroadcasts,
        fc.array(anyDamage, { minLength: 6, maxLength: 6 }),
        (casts, damages) => {
          const frames = casts.map((cast, i) => damaged(foreignFrame(cast), damages[i]!));
          const reader = new BroadcastReader();
          for (const frame of cutFrames(nothingPending, [concat(frames)]).frames) {
            const read = reader.read(frame);
            if (read === null) continue;
            isReadSo += 1;
            expect(read).toEqual(byTable(frame));
            expect(JSON.stringify(read)).toBe(JSON.stringify(byTable(frame)));
          }
        },
      ),
      { numRuns: 1_000 },
    );
    expect(isReadSo).toBeGreaterThan(100);
  });

  it('law: a header that is cut short anywhere is no broadcast', () => {
    fc.assert(
      fc.property(anyBroadcasts, (casts) => {
        for (const cast of casts) {
          const [frame] = cutFrames(nothingPending, [foreignFrame({ ...cast, topic: '' })]).frames;
          const { source, headerStart, bodyStart } = frame!;
          const header = source.slice(headerStart, bodyStart);
          for (let end = 1; end < header.length; end += 1) {
            const cut = { source: header, headerStart: 0, bodyStart: end, end };
            expect(new BroadcastReader().read(cut)).toBeNull();
            const alone = { ...cut, source: header.slice(0, end) };
            expect(new BroadcastReader().read(alone)).toBeNull();
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it('have one id, one instance and one key for as many as say the same', () => {
    const cast = (sequence: number): Broadcast => ({
      kind: 'broadcast',
      envelope: {
        origin: 'a'.repeat(52),
        instance: { boot: 1, nonce: 2 },
        sequence,
        hopLimit: 32,
        expires: 1_790_000_000_000,
        key: new Uint8Array(44).fill(3),
        signature: new Uint8Array(64).fill(4),
      },
      hops: 1,
      topic: '',
      body: new Body(new Uint8Array(1)),
    });
    const { messages } = readMessages(nothingPending, [encodeFrames([cast(1), cast(2)])]);
    const [one, two] = messages.map((message) =>
      message.kind === 'broadcast' ? message.envelope : null,
    );

    expect(two!.instance).toBe(one!.instance);
    expect(two!.key).toBe(one!.key);
    expect(two!.signature).not.toBe(one!.signature);
  });
});
