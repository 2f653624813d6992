import { createHash, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Body } from '../../src/protocol/body.ts';
import { limits } from '../../src/protocol/limits.ts';
import { type Cast, PROTOCOL_VERSION } from '../../src/protocol/messages.ts';
import type { PeerId } from '../../src/protocol/peer-id.ts';
import {
  ED25519_SPKI_BYTES,
  ED25519_SPKI_PREFIX,
  peerIdOf,
} from '../../src/streams/identity/peer-id-of.ts';
import { judgeSealsInPool } from '../../src/streams/judge-seals-in-pool.ts';
import { nodeKeys } from '../../src/streams/node-keys.ts';
import { OriginKeys } from '../../src/streams/origin-keys.ts';
import {
  alice,
  bob,
  broadcastOf,
  envelopeOf,
  presenceOf,
  sealed,
  verdictsOf,
  withSeal,
} from '../support/sealed-words.ts';

const networkKey = new Uint8Array(32).fill(7);
const keys = nodeKeys(alice, null);
const { judgeSeals } = nodeKeys(bob, null);
const judge = (...casts: readonly Cast[]) => verdictsOf(judgeSeals, 'lab', casts);
const [broadcast, presence] = [broadcastOf(alice.id), presenceOf(alice.id)];
const [sealedBroadcast, sealedPresence] = sealed<Cast>(keys, 'lab', [broadcast, presence]) as [
  typeof broadcast,
  typeof presence,
];

describe('the seal of a cast', () => {
  it('is sound for everybody in the network, and however many links it has crossed', async () => {
    const passedOn = { ...sealedBroadcast, hops: 9 };
    expect(await judge(sealedBroadcast, sealedPresence, passedOn)).toEqual([true, true, true]);
    expect(await verdictsOf(judgeSeals, 'other', [sealedBroadcast])).toEqual([false]);
  });

  it.each<[string, Cast]>([
    ['topic', { ...sealedBroadcast, topic: 'new' }],
    ['body', { ...sealedBroadcast, body: new Body(Uint8Array.of(1)) }],
    ['state', { ...sealedPresence, state: 'gone' }],
    ['name', { ...sealedPresence, name: 'bob' }],
    ['addresses', { ...sealedPresence, addresses: ['127.0.0.1:9001'] }],
    ['neighbours', { ...sealedPresence, neighbours: [] }],
    ['promise', { ...sealedPresence, everyMs: 0 }],
    ['origin', changed({ origin: bob.id })],
    ['boot', changed({ instance: { boot: 4, nonce: 0xfedc_ba98 } })],
    ['nonce', changed({ instance: { boot: 3, nonce: 0xfedc_ba99 } })],
    ['sequence', changed({ sequence: 7 + 2 ** 32 })],
    ['hop limit', changed({ hopLimit: 33 })],
    ['expiry', changed({ expires: 1_790_000_000_001 })],
    ['key', changed({ key: bob.spki })],
    ['signature', changed({ signature: sealedPresence.envelope.signature })],
  ])('is broken by another %s', async (_, forged) => {
    expect(await judge(forged)).toEqual([false]);
  });

  it('is broken where one of a kind becomes one of another', async () => {
    const { key, signature } = sealedBroadcast.envelope;
    expect(await judge(withSeal(presence, key, signature))).toEqual([false]);
  });

  it('is none of somebody else, under whichever name', async () => {
    const byBob = nodeKeys(bob, null);
    const claimed = sealed(byBob, 'lab', [broadcast]);
    const empty = { ...broadcast };
    const { signature } = sealedBroadcast.envelope;
    expect(
      await judge(...claimed, empty, withSeal(broadcast, alice.spki, new Uint8Array(0))),
    ).toEqual([false, false, false]);
    expect(await judge(withSeal(broadcast, new Uint8Array(0), signature))).toEqual([false]);
    expect(await judge(withSeal(broadcast, alice.spki, signature.subarray(1)))).toEqual([false]);
  });

  it('is none by bytes that are no key, of whoever has their hash as id', async () => {
    const noPoint = new Uint8Array(alice.spki).fill(255, ED25519_SPKI_PREFIX.length);
    const { signature } = sealedBroadcast.envelope;
    const claimed = withSeal(broadcastOf(peerIdOf(noPoint)), noPoint, signature);
    expect(await judge(claimed)).toEqual([false]);
    expect(await verdictsOf(judgeSealsInPool(), 'lab', [claimed, claimed])).toEqual([false, false]);
  });

  it('is made of what anybody can write down from the documentation', async () => {
    const { origin, instance, sequence, hopLimit, expires } = broadcast.envelope;
    const head = (kind: string) => [
      `peertape ${PROTOCOL_VERSION} cast of ${kind}`,
      'lab',
      origin,
      ...[instance.boot, instance.nonce, sequence, hopLimit, expires].map(number),
    ];
    const { source } = broadcast.body;
    const hash = createHash('sha256').update(source).digest();
    const transcripts = [
      [...head('broadcast'), 'news', hash],
      [
        ...head('presence'),
        'here',
        'alice',
        number(2),
        '127.0.0.1:9001',
        'example.org:9001',
        number(1),
        bob.id,
        number(10_000),
      ],
    ];
    const signatures = transcripts.map((parts) =>
      Uint8Array.from(sign(null, Buffer.concat(parts.map(part)), alice.key)),
    );
    expect(keys.seal('lab', [broadcast, presence])).toEqual({ key: alice.spki, signatures });
  });

  it('holds for a body that is a part of something longer, and for the longest of all', async () => {
    const source = new Uint8Array(limits.bodyBytesMax + 2).fill(5);
    const bodies = [new Body(source, 1, 4), new Body(source, 1, limits.bodyBytesMax + 1)];
    const casts = sealed(
      keys,
      'lab',
      bodies.map((body) => ({ ...broadcast, body })),
    );
    const copied = { ...casts[0]!, body: new Body(Uint8Array.of(5, 5, 5)) };
    expect(await judge(...casts, copied)).toEqual([true, true, true]);
  });

  it('refuses to leave out what would not fit', () => {
    const name = 'x'.repeat(8 * limits.headerBytesMax);
    expect(() => keys.seal('lab', [{ ...presence, name }])).toThrow(RangeError);
  });
});

describe('a network that does not sign', () => {
  const unsigned = nodeKeys(bob, networkKey, { signs: false });

  it('seals with nothing, and takes nothing else', async () => {
    const own = sealed(unsigned, 'lab', [broadcastOf(bob.id)]);
    const { key, signature } = sealedBroadcast.envelope;
    const half = [
      withSeal(broadcast, key, new Uint8Array(0)),
      withSeal(broadcast, new Uint8Array(0), signature),
    ];
    expect(own[0]!.envelope).toEqual(envelopeOf(bob.id));
    expect(
      await verdictsOf(unsigned.judgeSeals, 'lab', [...own, sealedBroadcast, ...half]),
    ).toEqual([true, false, false, false]);
    expect(await judge(...own)).toEqual([false]);
  });

  it('has a key', () => {
    expect(() => nodeKeys(bob, null, { signs: false })).toThrow(RangeError);
  });
});

describe('the keys of origins', () => {
  it('are kept for limits.originKeysMax of them at most, and the last half of them always', () => {
    const known = new OriginKeys();
    let most = 0;
    for (let n = 0; n <= limits.originKeysMax; n++) {
      expect(known.keyOf(...keyNumber(n))).not.toBeNull();
      most = Math.max(most, known.size);
    }
    expect([most, known.size]).toEqual([limits.originKeysMax - 1, limits.originKeysMax / 2 + 1]);
    expect(known.keyOf(...keyNumber(2))).toBe(known.keyOf(...keyNumber(2)));
    expect(known.keyOf(alice.id, bob.spki)).toBeNull();
    expect(known.keyOf(alice.id, alice.spki)).not.toBeNull();
    expect(known.keyOf(alice.id, bob.spki)).toBeNull();
  });
});

function keyNumber(n: number): [PeerId, Uint8Array] {
  const spki = new Uint8Array(ED25519_SPKI_BYTES);
  spki.set(ED25519_SPKI_PREFIX);
  new DataView(spki.buffer).setUint32(ED25519_SPKI_PREFIX.length, n);
  return [peerIdOf(spki), spki];
}

function changed(changes: Partial<Cast['envelope']>): Cast {
  return { ...sealedBroadcast, envelope: { ...sealedBroadcast.envelope, ...changes } };
}

function number(value: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

function part(bytes: string | Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(Buffer.byteLength(bytes));
  return Buffer.concat([length, Buffer.from(bytes)]);
}
