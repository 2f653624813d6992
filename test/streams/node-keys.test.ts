import { generateKeyPairSync, sign } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../src/protocol/limits.ts';
import { PROTOCOL_VERSION } from '../../src/protocol/messages.ts';
import { newIdentity, type Identity } from '../../src/streams/identity/identity.ts';
import { peerIdOf } from '../../src/streams/identity/peer-id-of.ts';
import type { Claim, Keys, Shown } from '../../src/streams/keys.ts';
import { nodeKeys } from '../../src/streams/node-keys.ts';

const NOTHING = new Uint8Array(0);
const networkKey = new Uint8Array(32).fill(7);

describe('the keys of a node', () => {
  let alice: Identity;
  let bob: Identity;

  beforeAll(async () => {
    [alice, bob] = await Promise.all([newIdentity(), newIdentity()]);
  });

  /** Alice has dialled bob and speaks. */
  function claim(changes: Partial<Claim> = {}): Claim {
    return {
      network: 'lab',
      speaker: { id: alice.id, nonce: new Uint8Array(16).fill(1) },
      hearer: { id: bob.id, nonce: new Uint8Array(16).fill(2) },
      isDialler: true,
      binding: NOTHING,
      ...changes,
    };
  }

  const onTls = () => claim({ binding: new Uint8Array(32).fill(3) });
  const withKey = (identity: Identity): Keys => nodeKeys(identity, networkKey);

  it('show on a plain link who somebody is', () => {
    const shown = nodeKeys(alice, null).prove(claim());
    expect([shown.key, shown.signature.length, shown.tag]).toEqual([alice.spki, 64, NOTHING]);
    expect(nodeKeys(bob, null).judge(claim(), shown)).toBeNull();
  });

  it('show nothing where the link has shown it', () => {
    const shown = nodeKeys(alice, null).prove(onTls());
    expect(shown).toEqual({ key: NOTHING, signature: NOTHING, tag: NOTHING });
    expect(nodeKeys(bob, null).judge(onTls(), shown)).toBeNull();
  });

  it('show that both have the key of the network, and not the key', () => {
    for (const each of [claim(), onTls()]) {
      const shown = withKey(alice).prove(each);
      expect(shown.tag.length).toBe(32);
      expect(Buffer.from(shown.tag).includes(Buffer.from(networkKey))).toBe(false);
      expect(withKey(bob).judge(each, shown)).toBeNull();
    }
  });

  it('refuse who has another key of the network, or none, or one where there is none', () => {
    const otherKey = new Uint8Array(32).fill(8);
    for (const each of [claim(), onTls()]) {
      const judge = (own: Uint8Array | null, others: Uint8Array | null) =>
        nodeKeys(bob, own).judge(each, nodeKeys(alice, others).prove(each));
      expect([
        judge(networkKey, otherKey),
        judge(networkKey, null),
        judge(null, networkKey),
      ]).toEqual(['wrong-network-key', 'wrong-network-key', 'wrong-network-key']);
    }
  });

  it('refuse their own proof when it is sent back', () => {
    const swapped = ({ speaker, hearer, isDialler, ...rest }: Claim): Claim => ({
      ...rest,
      speaker: hearer,
      hearer: speaker,
      isDialler: !isDialler,
    });
    for (const each of [claim(), onTls()]) {
      const own = withKey(alice).prove(each);
      expect(withKey(alice).judge(swapped(each), own)).not.toBeNull();
    }
    const shown = withKey(alice).prove(onTls());
    expect(withKey(alice).judge(swapped(onTls()), shown)).toBe('wrong-network-key');
  });

  it('refuse their own proof also of one who claims to be them with their nonce', () => {
    const self = { id: alice.id, nonce: new Uint8Array(16).fill(1) };
    const own = claim({ speaker: self, hearer: self });
    const shown = withKey(alice).prove(own);
    expect(withKey(alice).judge({ ...own, isDialler: false }, shown)).toBe('wrong-key');
  });

  it.each<[string, (claim: Claim) => Claim]>([
    [
      'said with another nonce',
      (c) => ({ ...c, speaker: { ...c.speaker, nonce: new Uint8Array(16) } }),
    ],
    [
      'said to another nonce',
      (c) => ({ ...c, hearer: { ...c.hearer, nonce: new Uint8Array(16) } }),
    ],
    ['said to another peer', (c) => ({ ...c, hearer: { ...c.hearer, id: alice.id } })],
    ['said in the other role', (c) => ({ ...c, isDialler: false })],
    ['said in another network', (c) => ({ ...c, network: 'other' })],
  ])('refuse a proof that was %s', (_, change) => {
    const said = claim();
    const shown = nodeKeys(alice, null).prove(said);
    expect(nodeKeys(bob, null).judge(change(said), shown)).toBe('wrong-key');
    const tls = onTls();
    const tagged = withKey(alice).prove(tls);
    expect(withKey(bob).judge(change(tls), tagged)).toBe('wrong-network-key');
  });

  it('refuse a proof of the network that was said on another link', () => {
    const shown = withKey(alice).prove(onTls());
    const elsewhere = claim({ binding: new Uint8Array(32).fill(4) });
    expect(withKey(bob).judge(elsewhere, shown)).toBe('wrong-network-key');
  });

  it('refuse somebody else’s id, key or signature', () => {
    const judge = (shown: Shown) => nodeKeys(bob, null).judge(claim(), shown);
    const own = nodeKeys(alice, null).prove(claim());
    const mallory = nodeKeys(bob, null).prove(claim());
    expect([
      judge(mallory),
      judge({ ...own, signature: mallory.signature }),
      judge({ ...own, key: mallory.key }),
      judge({ ...own, key: NOTHING }),
      judge({ ...own, signature: NOTHING }),
      judge({ ...own, signature: own.signature.subarray(1) }),
    ]).toEqual(Array.from({ length: 6 }, () => 'wrong-key'));
  });

  it('refuse a key where the link has shown one', () => {
    const { key, signature } = nodeKeys(alice, null).prove(claim());
    const judge = (shown: Partial<Shown>) =>
      nodeKeys(bob, null).judge(onTls(), {
        key: NOTHING,
        signature: NOTHING,
        tag: NOTHING,
        ...shown,
      });
    expect([judge({ key }), judge({ signature })]).toEqual(['wrong-key', 'wrong-key']);
  });

  it('refuse keys of other kinds, and bytes that are none', () => {
    const { publicKey, privateKey } = generateKeyPairSync('x25519');
    const other = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }));
    expect(privateKey.asymmetricKeyType).toBe('x25519');
    const noPoint = new Uint8Array(alice.spki).fill(255, 12);
    for (const key of [other, noPoint]) {
      const speaker = { id: peerIdOf(key), nonce: new Uint8Array(16) };
      const shown = { ...nodeKeys(alice, null).prove(claim({ speaker })), key };
      expect(nodeKeys(bob, null).judge(claim({ speaker }), shown)).toBe('wrong-key');
    }
  });

  it('sign what anybody can write down from the documentation', () => {
    const part = (bytes: string | Uint8Array) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(Buffer.byteLength(bytes));
      return Buffer.concat([length, Buffer.from(bytes)]);
    };
    const { speaker, hearer } = claim();
    const transcript = Buffer.concat(
      [
        `peertape ${PROTOCOL_VERSION} proof of identity`,
        'lab',
        'dialler',
        speaker.id,
        speaker.nonce,
        hearer.id,
        hearer.nonce,
        NOTHING,
      ].map(part),
    );
    const signature = new Uint8Array(sign(null, transcript, alice.key));
    expect(nodeKeys(alice, null).prove(claim()).signature).toEqual(signature);
  });

  it('take a network key of limits.networkKeyBytesMin to limits.networkKeyBytesMax bytes', () => {
    const { networkKeyBytesMin: min, networkKeyBytesMax: max } = limits;
    const make = (length: number) => () => nodeKeys(alice, new Uint8Array(length));
    expect(make(min)).not.toThrow();
    expect(make(max)).not.toThrow();
    expect(make(min - 1)).toThrow(RangeError);
    expect(make(max + 1)).toThrow(RangeError);
  });
});
