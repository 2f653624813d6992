import { decode, encode } from '@msgpack/msgpack';
import * as fc from 'fast-check';
import { Unpackr } from 'msgpackr';
import { describe, expect, it } from 'vitest';
import { cutFrames, nothingPending } from '../../src/codec/cut-frames.ts';
import { encodeFrames } from '../../src/codec/encode-frames.ts';
import { messageTable } from '../../src/codec/message-table.ts';
import { readMessages } from '../../src/codec/read-messages.ts';
import type { Envelope } from '../../src/protocol/envelope.ts';
import type { CastRange, Lead, Message } from '../../src/protocol/messages.ts';
import { anyMessage, comparable } from '../support/any-message.ts';
import { frameOf } from '../support/wire-bytes.ts';

const msgpackr = new Unpackr({ useRecords: false, int64AsType: 'number' });

function leadOf({ id, address }: Lead) {
  return [id, address];
}

function rangeOf({ origin, instance, first, last, hops }: CastRange) {
  return [origin, [instance.boot, instance.nonce], first, last, hops];
}

function envelopeOf({ origin, instance, ...rest }: Envelope) {
  const { sequence, hopLimit, expires, key, signature } = rest;
  return [origin, [instance.boot, instance.nonce], sequence, hopLimit, expires, key, signature];
}

/** What a header has to say, spelled out once more by hand. */
function itemsOf(message: Message): unknown[] {
  switch (message.kind) {
    case 'hello': {
      const { version, network, id, instance, nonce, dial, name } = message;
      const { addresses, capabilities } = message;
      const who = [id, [instance.boot, instance.nonce], nonce, dial, name];
      return [1, version, network, ...who, addresses, capabilities, message.purpose];
    }
    case 'welcome':
      return [2];
    case 'ping':
      return [3, message.token];
    case 'pong':
      return [4, message.token];
    case 'text':
      return [5, message.sequence];
    case 'receipt':
      return [6, message.taken];
    case 'bye':
      return [7, message.code, message.text];
    case 'proof':
      return [8, message.key, message.signature, message.tag];
    case 'notice':
      return [9, message.code];
    case 'broadcast':
      return [10, envelopeOf(message.envelope), message.hops, message.topic];
    case 'presence': {
      const { hops, state, name, addresses, neighbours, everyMs } = message;
      return [11, envelopeOf(message.envelope), hops, state, name, addresses, neighbours, everyMs];
    }
    case 'have':
      return [12, message.casts.map(rangeOf)];
    case 'graft':
      return [13, message.casts.map(rangeOf)];
    case 'prune':
      return [14];
    case 'newcomer':
      return [15, leadOf(message.peer), message.ttl];
    case 'shuffle':
      return [16, message.path, message.ttl, message.leads.map(leadOf)];
    case 'shuffled':
      return [17, message.path, message.leads.map(leadOf)];
    case 'enrol':
      return [18, message.everyMs];
    case 'roll':
      return [19, message.leads.map(leadOf), message.more];
    case 'missing':
      return [20, leadOf(message.peer)];
    case 'seek':
      return [21, message.target, envelopeOf(message.envelope), message.path, message.avoid];
    case 'letter': {
      const { target, number, purpose, topic, re, hops, path } = message;
      const what = [number, purpose, topic, re, hops];
      return [22, target, envelopeOf(message.envelope), ...what, path];
    }
    case 'fate': {
      const { to, instance, sequences, envelope, code, next, path } = message;
      const life = [instance.boot, instance.nonce];
      return [23, to, life, sequences, envelopeOf(envelope), code, next, path];
    }
  }
}

function headerOf(message: Message): Uint8Array {
  const { source, headerStart, bodyStart } = cutFrames(nothingPending, [encodeFrames([message])])
    .frames[0]!;
  return source.slice(headerStart, bodyStart);
}

function bodyOf(message: Message): Uint8Array {
  if (!('body' in message)) return new Uint8Array(0);
  return message.body.source.slice(message.body.start, message.body.end);
}

describe('law: any msgpack library reads our headers, and writes headers that we read', () => {
  it('over all messages, in two libraries that share no code with us', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        const header = headerOf(message);

        expect(decode(header)).toEqual(itemsOf(message));
        expect(plainBytes(msgpackr.unpack(header))).toEqual(itemsOf(message));
      }),
      { numRuns: 300 },
    );
  });

  it('over all messages that a foreign library wrote, byte for byte the same', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        const foreign = encode(itemsOf(message));
        const { messages, rejection } = readMessages(nothingPending, [
          frameOf(foreign, bodyOf(message)),
        ]);

        expect(rejection).toBeNull();
        expect(messages.map(comparable)).toEqual([comparable(message)]);
        expect(headerOf(message)).toEqual(foreign);
      }),
      { numRuns: 300 },
    );
  });
});

describe('law: later versions may add fields at the end', () => {
  it('over all messages and all values that a header may hold', () => {
    const anyItem = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.maxSafeInteger(),
      fc.boolean(),
      fc.constant(null),
      fc.uint8Array({ maxLength: 20 }),
      fc.array(fc.nat(), { maxLength: 5 }),
    );
    fc.assert(
      fc.property(anyMessage, fc.array(anyItem, { maxLength: 5 }), (message, later) => {
        const frame = frameOf(encode([...itemsOf(message), ...later]), bodyOf(message));

        expect(readMessages(nothingPending, [frame]).messages.map(comparable)).toEqual([
          comparable(message),
        ]);
      }),
      { numRuns: 200 },
    );
  });

  it('and fewer fields than declared are a fault', () => {
    fc.assert(
      fc.property(anyMessage, fc.nat(), (message, keep) => {
        const items = itemsOf(message);
        const kept = 1 + (keep % items.length);
        const { rejection } = readMessages(nothingPending, [
          frameOf(encode(items.slice(0, kept)), bodyOf(message)),
        ]);
        const missing = messageTable[message.kind].fields[kept - 1]?.name;

        expect(rejection).toEqual(
          missing === undefined
            ? null
            : { code: 'bad-field', text: `${message.kind}.${missing} is missing` },
        );
      }),
      { numRuns: 200 },
    );
  });
});

/** Node's `Buffer` is the one thing in which two libraries may differ. */
function plainBytes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainBytes);
  return value instanceof Uint8Array ? new Uint8Array(value) : value;
}
