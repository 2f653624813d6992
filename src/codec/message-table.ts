import { limits } from '../protocol/limits.ts';
import {
  KEY_BYTES_MAX,
  NONCE_BYTES,
  SIGNATURE_BYTES_MAX,
  TAG_BYTES_MAX,
} from '../protocol/messages.ts';
import type { Message, MessageKind } from '../protocol/messages.ts';
import { bytes, bytesUpTo, instance, list, orEmpty, peerId, text, uint } from './field-types.ts';
import type { FieldType } from './field-types.ts';
import { castRange, envelope, lead } from './gossip-fields.ts';

/** Between the two ends of the longest way. */
const RELAYS_MAX = limits.hopLimitMax - 1;

/**
 * All messages there are: number, fields in the order of the wire, and whether a body follows. What is
 * encoded, decoded and documented stands here once. A number never changes its meaning; a later
 * version may only add fields at an end.
 */
export const messageTable = {
  hello: row('hello', 1, {
    version: uint,
    network: text(limits.networkNameBytesMax),
    id: peerId,
    instance,
    nonce: bytes(NONCE_BYTES),
    dial: uint,
    name: text(limits.nodeNameBytesMax),
    addresses: list(text(limits.addressBytesMax), limits.addressesMax),
    capabilities: list(text(limits.capabilityBytesMax), limits.capabilitiesMax),
    purpose: text(limits.purposeBytesMax),
  }),
  welcome: row('welcome', 2, {}),
  ping: row('ping', 3, { token: uint }),
  pong: row('pong', 4, { token: uint }),
  text: row('text', 5, { sequence: uint }, { body: true }),
  receipt: row('receipt', 6, { taken: uint }),
  bye: row('bye', 7, {
    code: text(limits.closeCodeBytesMax),
    text: text(limits.closeTextBytesMax),
  }),
  proof: row('proof', 8, {
    key: bytesUpTo(KEY_BYTES_MAX),
    signature: bytesUpTo(SIGNATURE_BYTES_MAX),
    tag: bytesUpTo(TAG_BYTES_MAX),
  }),
  notice: row('notice', 9, { code: text(limits.closeCodeBytesMax) }),
  broadcast: row(
    'broadcast',
    10,
    { envelope, hops: uint, topic: text(limits.topicBytesMax) },
    { body: true },
  ),
  presence: row('presence', 11, {
    envelope,
    hops: uint,
    state: text(limits.peerStateBytesMax),
    name: text(limits.nodeNameBytesMax),
    addresses: list(text(limits.addressBytesMax), limits.addressesMax),
    neighbours: list(peerId, limits.presenceNeighboursMax),
    everyMs: uint,
  }),
  have: row('have', 12, { casts: list(castRange, limits.castRangesMax) }),
  graft: row('graft', 13, { casts: list(castRange, limits.castRangesMax) }),
  prune: row('prune', 14, {}),
  newcomer: row('newcomer', 15, { peer: lead, ttl: uint }),
  shuffle: row('shuffle', 16, {
    path: list(peerId, 1 + limits.shuffleWalkHops),
    ttl: uint,
    leads: list(lead, limits.leadsPerMessageMax),
  }),
  shuffled: row('shuffled', 17, {
    path: list(peerId, 1 + limits.shuffleWalkHops),
    leads: list(lead, limits.leadsPerMessageMax),
  }),
  enrol: row('enrol', 18, { everyMs: uint }),
  roll: row('roll', 19, { leads: list(lead, limits.leadsPerMessageMax), more: uint }),
  missing: row('missing', 20, { peer: lead }),
  // The target stands first: whoever only follows the frames has to know whom a body is for.
  seek: row('seek', 21, {
    target: peerId,
    envelope,
    path: list(peerId, RELAYS_MAX),
    avoid: list(peerId, limits.avoidedMax),
  }),
  letter: row(
    'letter',
    22,
    {
      target: peerId,
      envelope,
      number: uint,
      purpose: text(limits.letterPurposeBytesMax),
      topic: text(limits.topicBytesMax),
      re: uint,
      hops: uint,
      path: list(peerId, RELAYS_MAX),
    },
    { body: true },
  ),
  fate: row('fate', 23, {
    to: peerId,
    instance,
    sequences: list(uint, limits.fateSequencesMax),
    envelope,
    code: text(limits.closeCodeBytesMax),
    next: orEmpty(peerId),
    path: list(peerId, RELAYS_MAX),
  }),
} satisfies Record<MessageKind, MessageRow>;

export interface MessageRow {
  readonly kind: MessageKind;
  readonly number: number;
  readonly fields: readonly MessageField[];
  readonly body: boolean;
  /** The most that a header of this kind takes. */
  readonly headerBytesMax: number;
}

interface MessageField {
  readonly name: string;
  readonly type: FieldType<unknown>;
}

export const messageRows: readonly MessageRow[] = Object.values(messageTable);

const rowByNumber: (MessageRow | undefined)[] = [];
for (const each of messageRows) rowByNumber[each.number] = each;

export function messageRow(number: unknown): MessageRow | undefined {
  return typeof number === 'number' ? rowByNumber[number] : undefined;
}

type OfKind<K extends MessageKind> = Extract<Message, { kind: K }>;

type FieldTypes<M> = { readonly [F in Exclude<keyof M, 'kind' | 'body'>]: FieldType<M[F]> };

type BodyOf<M> = M extends { body: unknown } ? [{ body: true }] : [];

function row<K extends MessageKind>(
  kind: K,
  number: number,
  types: FieldTypes<OfKind<K>>,
  ...body: BodyOf<OfKind<K>>
): MessageRow {
  const fields = Object.entries<FieldType<unknown>>(types).map(([name, type]) => ({ name, type }));
  const fieldBytesMax = fields.reduce((sum, { type }) => sum + type.bytesMax, 0);
  return { kind, number, fields, body: body.length > 0, headerBytesMax: 2 + fieldBytesMax };
}
