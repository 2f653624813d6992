import { generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { spkiOf } from '../../../src/streams/identity/peer-id-of.ts';

it('a public key is written as OpenSSL writes it', () => {
  for (let keys = 0; keys < 50; keys += 1) {
    const { publicKey } = generateKeyPairSync('ed25519');
    const encoded = publicKey.export({ type: 'spki', format: 'der' });
    expect(spkiOf(publicKey)).toEqual(new Uint8Array(encoded));
  }
});

it('a key of another kind is refused', () => {
  const others = [
    generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    generateKeyPairSync('x25519'),
    generateKeyPairSync('ed448'),
  ];
  for (const { publicKey } of others) expect(() => spkiOf(publicKey)).toThrow('not an Ed25519 key');
});
