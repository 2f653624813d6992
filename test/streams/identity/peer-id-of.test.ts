import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { spkiOf } from '../../../src/streams/identity/peer-id-of.ts';

it('a public key is written as OpenSSL writes it', () => {
  for (let keys = 0; keys < 50; keys += 1) {
    const publicKey = newPublicKey();
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

/**
 * Read back, as all keys of ours are: Node.js 20 can hang for good in `export({ format: 'jwk' })` of a key whose
 * `generateKeyPairSync` is collected meanwhile, as both hold the lock of that key.
 */
function newPublicKey() {
  const { publicKey } = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return createPublicKey(publicKey);
}
