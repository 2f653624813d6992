import { decode } from '@msgpack/msgpack';
import { describe, expect, it } from 'vitest';
import { cutFrames, nothingPending } from '../../src/codec/cut-frames.ts';
import { encodeFrames } from '../../src/codec/encode-frames.ts';
import { messageTable } from '../../src/codec/message-table.ts';
import { readMessages } from '../../src/codec/read-messages.ts';
import { Body } from '../../src/protocol/body.ts';
import { limits } from '../../src/protocol/limits.ts';
import {
  KEY_BYTES_MAX,
  NONCE_BYTES,
  SIGNATURE_BYTES_MAX,
  TAG_BYTES_MAX,
} from '../../src/protocol/messages.ts';
import type { Message, MessageKind } from '../../src/protocol/messages.ts';

const most = Number.MAX_SAFE_INTEGER;
const id = 'a'.repeat(52);
const instance = { boot: most, nonce: most };
const envelope = {
  origin: id,
  instance,
  sequence: most,
  hopLimit: most,
  expires: most,
  key: new Uint8Array(KEY_BYTES_MAX),
  signature: new Uint8Array(SIGNATURE_BYTES_MAX),
};
const lead = { id, address: long(limits.addressBytesMax) };
const range = { origin: id, instance, first: most, last: most, hops: most };
const addresses = many(limits.addressesMax, long(limits.addressBytesMax));
const leads = many(limits.leadsPerMessageMax, lead);
const path = many(1 + limits.shuffleWalkHops, id);
const relays = many(limits.hopLimitMax - 1, id);
const casts = many(limits.castRangesMax, range);
const name = long(limits.nodeNameBytesMax);
const body = new Body(new Uint8Array(0));

/** Nothing more can be said in one message. */
const fullest: { readonly [K in MessageKind]: Message & { readonly kind: K } } = {
  hello: {
    kind: 'hello',
    version: most,
    network: long(limits.networkNameBytesMax),
    id,
    instance,
    nonce: new Uint8Array(NONCE_BYTES),
    dial: most,
    name,
    addresses,
    capabilities: many(limits.capabilitiesMax, long(limits.capabilityBytesMax)),
    purpose: long(limits.purposeBytesMax),
  },
  welcome: { kind: 'welcome' },
  ping: { kind: 'ping', token: most },
  pong: { kind: 'pong', token: most },
  text: { kind: 'text', sequence: most, body },
  receipt: { kind: 'receipt', taken: most },
  bye: { kind: 'bye', code: long(limits.closeCodeBytesMax), text: long(limits.closeTextBytesMax) },
  proof: {
    kind: 'proof',
    key: new Uint8Array(KEY_BYTES_MAX),
    signature: new Uint8Array(SIGNATURE_BYTES_MAX),
    tag: new Uint8Array(TAG_BYTES_MAX),
  },
  notice: { kind: 'notice', code: long(limits.closeCodeBytesMax) },
  broadcast: {
    kind: 'broadcast',
    envelope,
    hops: most,
    topic: long(limits.topicBytesMax),
    body,
  },
  presence: {
    kind: 'presence',
    envelope,
    hops: most,
    state: long(limits.peerStateBytesMax),
    name,
    addresses,
    neighbours: many(limits.presenceNeighboursMax, id),
    everyMs: most,
  },
  have: { kind: 'have', casts },
  graft: { kind: 'graft', casts },
  prune: { kind: 'prune' },
  newcomer: { kind: 'newcomer', peer: lead, ttl: most },
  shuffle: { kind: 'shuffle', path, ttl: most, leads },
  shuffled: { kind: 'shuffled', path, leads },
  enrol: { kind: 'enrol', everyMs: most },
  roll: { kind: 'roll', leads, more: most },
  missing: { kind: 'missing', peer: lead },
  seek: {
    kind: 'seek',
    target: id,
    envelope,
    path: relays,
    avoid: relays.slice(0, limits.avoidedMax),
  },
  letter: {
    kind: 'letter',
    target: id,
    envelope,
    number: most,
    purpose: long(limits.letterPurposeBytesMax),
    topic: long(limits.topicBytesMax),
    re: most,
    hops: most,
    path: relays,
    body,
  },
  fate: {
    kind: 'fate',
    to: id,
    instance,
    sequences: many(limits.fateSequencesMax, most),
    envelope,
    code: long(limits.closeCodeBytesMax),
    next: id,
    path: relays,
  },
};

describe('the fullest message of each kind', () => {
  it.each(Object.values(fullest))('can be said and heard: $kind', (message) => {
    const { messages, rejection } = readMessages(nothingPending, [encodeFrames([message])]);

    expect(rejection).toBeNull();
    expect(messages.map(withoutBody)).toEqual([withoutBody(message)]);
  });

  it.each(Object.values(fullest))(
    'is within limits.headerItemsMax, limits.headerDepthMax and what its row says: $kind',
    (message) => {
      const [frame] = cutFrames(nothingPending, [encodeFrames([message])]).frames;
      const { source, headerStart, bodyStart } = frame!;
      const header = source.subarray(headerStart, bodyStart);

      expect(header.length).toBeLessThanOrEqual(messageTable[message.kind].headerBytesMax);
      expect(itemsOf(decode(header))).toBeLessThanOrEqual(limits.headerItemsMax);
      expect(depthOf(decode(header))).toBeLessThanOrEqual(limits.headerDepthMax);
    },
  );
});

function long(bytes: number): string {
  return 'x'.repeat(bytes);
}

function many<T>(count: number, item: T): T[] {
  return Array<T>(count).fill(item);
}

function itemsOf(value: unknown): number {
  return Array.isArray(value)
    ? value.reduce<number>((sum, item) => sum + itemsOf(item), value.length)
    : 0;
}

function depthOf(value: unknown): number {
  return Array.isArray(value) ? 1 + Math.max(0, ...value.map(depthOf)) : 0;
}

function withoutBody(message: Message): unknown {
  return 'body' in message ? { ...message, body: null } : message;
}
