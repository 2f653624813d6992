import { createHash, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Body } from '../../src/protocol/body.ts';
import { limits } from '../../src/protocol/limits.ts';
import type { Envelope } from '../../src/protocol/envelope.ts';
import { PROTOCOL_VERSION, type Sealed } from '../../src/protocol/messages.ts';
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
  carol,
  envelopeOf,
  fateOf,
  letterOf,
  presenceOf,
  sealed,
  seekOf,
  verdictsOf,
  withSeal,
} from '../support/sealed-words.ts';

const networkKey = new Uint8Array(32).fill(7);
const keys = nodeKeys(alice, null);
const { judgeSeals } = nodeKeys(bob, null);
const judge = (...words: readonly Sealed[]) => verdictsOf(judgeSeals, 'lab', words);
const [broadcast, presence] = [broadcastOf(alice.id), presenceOf(alice.id)];
const [seek, letter, fate] = [seekOf(alice.id), letterOf(alice.id), fateOf(alice.id)];
const [sealedBroadcast] = sealed(keys, 'lab', [broadcast]) as [typeof broadcast];
const [sealedPresence] = sealed(keys, 'lab', [presence]) as [typeof presence];
const [sealedSeek] = sealed(keys, 'lab', [seek]) as [typeof seek];
const [sealedLetter] = sealed(keys, 'lab', [letter]) as [typeof letter];
const [sealedFate] = sealed(keys, 'lab', [fate]) as [typeof fate];

describe('the seal of a word', () => {
  it('is sound for everybody in the network, and however many links it has crossed', async () => {
    const passedOn = { ...sealedBroadcast, hops: 9 };
    expect(await judge(sealedBroadcast, sealedPresence, passedOn)).toEqual([true, true, true]);
    expect(await verdictsOf(judgeSeals, 'other', [sealedBroadcast])).toEqual([false]);
  });

  it('is sound over whomever mail goes, and whoever a fate comes back over is part of it', async () => {
    const path = [carol.id, bob.id];
    const elsewhere = [
      { ...sealedSeek, path },
      { ...sealedLetter, path, hops: 3 },
      { ...sealedFate, path },
    ];
    expect(await judge(sealedSeek, sealedLetter, sealedFate)).toEqual([true, true, true]);
    expect(await judge(...elsewhere)).toEqual([true, true, false]);
  });

  it.each<[string, Sealed]>([
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
    ['target of a seek', { ...sealedSeek, target: bob.id }],
    ['whom a seek avoids', { ...sealedSeek, avoid: [bob.id] }],
    ['target of a letter', { ...sealedLetter, target: bob.id }],
    ['number', { ...sealedLetter, number: 6 }],
    ['purpose', { ...sealedLetter, purpose: 'ask' }],
    ['topic of a letter', { ...sealedLetter, topic: '' }],
    ['re', { ...sealedLetter, re: 1 }],
    ['body of a letter', { ...sealedLetter, body: new Body(Uint8Array.of(1)) }],
    ['addressee of a fate', { ...sealedFate, to: bob.id }],
    ['boot of a fate', { ...sealedFate, instance: { boot: 5, nonce: 9 } }],
    ['nonce of a fate', { ...sealedFate, instance: { boot: 4, nonce: 8 } }],
    ['sequence of a fate', { ...sealedFate, sequences: [3, 5] }],
    ['count of sequences', { ...sealedFate, sequences: [3] }],
    ['code', { ...sealedFate, code: 'found' }],
    ['next', { ...sealedFate, next: bob.id }],
    ['path of a fate', { ...sealedFate, path: [] }],
  ])('is broken by another %s', async (_, forged) => {
    expect(await judge(forged)).toEqual([false]);
  });

  it('is broken where one of a kind becomes one of another', async () => {
    const { key, signature } = sealedBroadcast.envelope;
    const others = [presence, seek, letter, fate];
    const claimed = others.map((word) => withSeal(word, key, signature));
    expect(await judge(...claimed)).toEqual(others.map(() => false));
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
      `peertape ${PROTOCOL_VERSION} ${kind}`,
      'lab',
      origin,
      ...[instance.boot, instance.nonce, sequence, hopLimit, expires].map(number),
    ];
    const hash = hashOf(broadcast.body.source);
    const letterHash = hashOf(letter.body.source);
    const transcripts = [
      [...head('cast of broadcast'), 'news', hash],
      [
        ...head('cast of presence'),
        'here',
        'alice',
        number(2),
        '127.0.0.1:9001',
        'example.org:9001',
        number(1),
        bob.id,
        number(10_000),
      ],
      [...head('mail of seek'), carol.id, number(0)],
      [...head('mail of letter'), carol.id, number(5), 'text', 'news', number(0), letterHash],
      [
        ...head('mail of fate'),
        carol.id,
        number(4),
        number(9),
        number(2),
        number(3),
        number(4),
        'delivered',
        '',
        number(1),
        bob.id,
      ],
    ];
    const signatures = transcripts.map((parts) =>
      Uint8Array.from(sign(null, Buffer.concat(parts.map(part)), alice.key)),
    );
    const words = [broadcast, presence, seek, letter, fate];
    expect(keys.seal('lab', words)).toEqual({ key: alice.spki, signatures });
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

function hashOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function changed(changes: Partial<Envelope>): Sealed {
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
