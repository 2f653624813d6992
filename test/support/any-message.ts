import * as fc from 'fast-check';
import { Body } from '../../src/protocol/body.ts';
import { limits } from '../../src/protocol/limits.ts';
import {
  KEY_BYTES_MAX,
  NONCE_BYTES,
  SIGNATURE_BYTES_MAX,
  TAG_BYTES_MAX,
} from '../../src/protocol/messages.ts';
import type { Broadcast, Message, MessageKind } from '../../src/protocol/messages.ts';
import { PEER_ID_LENGTH } from '../../src/protocol/peer-id.ts';

/** A part of a bigger array as often as a whole one, as bodies are in life. */
const anyBody = fc
  .tuple(fc.uint8Array({ maxLength: 8 }), fc.uint8Array({ maxLength: 300 }), fc.nat({ max: 8 }))
  .map(([before, bytes, after]) => {
    const source = new Uint8Array(before.length + bytes.length + after);
    source.set(before);
    source.set(bytes, before.length);
    return new Body(source, before.length, before.length + bytes.length);
  });

const anyUint = fc.oneof(
  fc.nat({ max: 200 }),
  fc.maxSafeNat(),
  fc.constantFrom(0x7f, 0x80, 0xff, 0x100, 0xffff, 0x1_0000, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1),
);

/** UTF-8 takes at most four bytes for a character. */
function anyText(bytesMax: number) {
  return fc.oneof(
    fc.string({ unit: 'binary', maxLength: Math.floor(bytesMax / 4) }),
    fc.string({ unit: 'grapheme-ascii', maxLength: bytesMax }),
    fc.constantFrom('', 'x'.repeat(bytesMax), '\u{feff}ä', '\u{1f642}'),
  );
}

const anyPeerId = fc
  .array(fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz234567'.split('')), {
    minLength: PEER_ID_LENGTH,
    maxLength: PEER_ID_LENGTH,
  })
  .map((characters) => characters.join(''));

const anyInstance = fc.record({ boot: anyUint, nonce: anyUint }, { noNullPrototype: true });
const anyLead = fc.record(
  { id: anyPeerId, address: anyText(limits.addressBytesMax) },
  { noNullPrototype: true },
);
const anyLeads = fc.array(anyLead, { maxLength: limits.leadsPerMessageMax });
const anyPath = fc.array(anyPeerId, { maxLength: 1 + limits.shuffleWalkHops });
const anyRelays = fc.array(anyPeerId, { maxLength: limits.hopLimitMax - 1 });
const anyEnvelope = fc.record(
  {
    origin: anyPeerId,
    instance: anyInstance,
    sequence: anyUint,
    hopLimit: anyUint,
    expires: anyUint,
    key: fc.uint8Array({ maxLength: KEY_BYTES_MAX }),
    signature: fc.uint8Array({ maxLength: SIGNATURE_BYTES_MAX }),
  },
  { noNullPrototype: true },
);
const anyRanges = fc.array(
  fc.record(
    { origin: anyPeerId, instance: anyInstance, first: anyUint, last: anyUint, hops: anyUint },
    { noNullPrototype: true },
  ),
  { maxLength: limits.castRangesMax },
);

const anyMessageOfKind: { readonly [K in MessageKind]: fc.Arbitrary<Message & { kind: K }> } = {
  hello: fc.record({
    kind: fc.constant('hello'),
    version: anyUint,
    network: anyText(limits.networkNameBytesMax),
    id: anyPeerId,
    instance: anyInstance,
    nonce: fc.uint8Array({ minLength: NONCE_BYTES, maxLength: NONCE_BYTES }),
    dial: anyUint,
    name: anyText(limits.nodeNameBytesMax),
    addresses: fc.array(anyText(limits.addressBytesMax), { maxLength: limits.addressesMax }),
    capabilities: fc.array(anyText(limits.capabilityBytesMax), {
      maxLength: limits.capabilitiesMax,
    }),
    purpose: anyText(limits.purposeBytesMax),
  }),
  welcome: fc.record({ kind: fc.constant('welcome') }),
  ping: fc.record({ kind: fc.constant('ping'), token: anyUint }),
  pong: fc.record({ kind: fc.constant('pong'), token: anyUint }),
  text: fc.record({ kind: fc.constant('text'), sequence: anyUint, body: anyBody }),
  receipt: fc.record({ kind: fc.constant('receipt'), taken: anyUint }),
  proof: fc.record({
    kind: fc.constant('proof'),
    key: fc.uint8Array({ maxLength: KEY_BYTES_MAX }),
    signature: fc.uint8Array({ maxLength: SIGNATURE_BYTES_MAX }),
    tag: fc.uint8Array({ maxLength: TAG_BYTES_MAX }),
  }),
  notice: fc.record({ kind: fc.constant('notice'), code: anyText(limits.closeCodeBytesMax) }),
  broadcast: fc.record({
    kind: fc.constant('broadcast'),
    envelope: anyEnvelope,
    hops: anyUint,
    topic: anyText(limits.topicBytesMax),
    body: anyBody,
  }),
  presence: fc.record({
    kind: fc.constant('presence'),
    envelope: anyEnvelope,
    hops: anyUint,
    state: anyText(limits.peerStateBytesMax),
    name: anyText(limits.nodeNameBytesMax),
    addresses: fc.array(anyText(limits.addressBytesMax), { maxLength: limits.addressesMax }),
    neighbours: fc.array(anyPeerId, { maxLength: limits.presenceNeighboursMax }),
    everyMs: anyUint,
  }),
  have: fc.record({ kind: fc.constant('have'), casts: anyRanges }),
  graft: fc.record({ kind: fc.constant('graft'), casts: anyRanges }),
  prune: fc.record({ kind: fc.constant('prune') }),
  newcomer: fc.record({ kind: fc.constant('newcomer'), peer: anyLead, ttl: anyUint }),
  shuffle: fc.record({
    kind: fc.constant('shuffle'),
    path: anyPath,
    ttl: anyUint,
    leads: anyLeads,
  }),
  shuffled: fc.record({ kind: fc.constant('shuffled'), path: anyPath, leads: anyLeads }),
  enrol: fc.record({ kind: fc.constant('enrol'), everyMs: anyUint }),
  roll: fc.record({ kind: fc.constant('roll'), leads: anyLeads, more: anyUint }),
  missing: fc.record({ kind: fc.constant('missing'), peer: anyLead }),
  seek: fc.record({
    kind: fc.constant('seek'),
    target: anyPeerId,
    envelope: anyEnvelope,
    path: anyRelays,
    avoid: fc.array(anyPeerId, { maxLength: limits.avoidedMax }),
  }),
  letter: fc.record({
    kind: fc.constant('letter'),
    target: anyPeerId,
    envelope: anyEnvelope,
    number: anyUint,
    purpose: anyText(limits.letterPurposeBytesMax),
    topic: anyText(limits.topicBytesMax),
    re: anyUint,
    hops: anyUint,
    path: anyRelays,
    body: anyBody,
  }),
  fate: fc.record({
    kind: fc.constant('fate'),
    to: anyPeerId,
    instance: anyInstance,
    sequences: fc.array(anyUint, { maxLength: limits.fateSequencesMax }),
    envelope: anyEnvelope,
    code: anyText(limits.closeCodeBytesMax),
    next: fc.oneof(fc.constant(''), anyPeerId),
    path: anyRelays,
  }),
  bye: fc.record({
    kind: fc.constant('bye'),
    code: anyText(limits.closeCodeBytesMax),
    text: anyText(limits.closeTextBytesMax),
  }),
};

export const anyMessage: fc.Arbitrary<Message> = fc.oneof(...Object.values(anyMessageOfKind));

/** Texts more often than not, as on a link that is in use. */
export const anyMessages: fc.Arbitrary<readonly Message[]> = fc.array(
  fc.oneof(anyMessage, anyMessageOfKind.text),
  { maxLength: 12 },
);

/** Of two origins, who are told apart late and have more than one life and key, or of anybody. */
export const anyBroadcasts: fc.Arbitrary<readonly Broadcast[]> = fc.array(
  fc
    .tuple(
      anyMessageOfKind.broadcast,
      fc.option(fc.constantFrom('a'.repeat(52), `${'a'.repeat(51)}b`)),
      fc.option(fc.constantFrom({ boot: 1, nonce: 2 }, { boot: 1, nonce: 300 })),
      fc.option(fc.constantFrom(...[0, 1, 44].map((length) => new Uint8Array(length).fill(7)))),
      fc.boolean(),
    )
    .map(([{ envelope, topic, ...rest }, origin, instance, key, hasTopic]) => ({
      ...rest,
      topic: hasTopic ? topic : '',
      envelope: {
        ...envelope,
        origin: origin ?? envelope.origin,
        instance: instance ?? envelope.instance,
        key: key ?? envelope.key,
      },
    })),
  { maxLength: 6 },
);

/** A message with its body's bytes in place of the view of them, so that it can be compared. */
export function comparable(message: Message): unknown {
  if (!('body' in message)) return { ...message };
  const { source, start, end } = message.body;
  return { ...message, body: Buffer.from(source.subarray(start, end)).toString('hex') };
}
