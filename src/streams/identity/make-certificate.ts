import { createPublicKey, type KeyObject, randomBytes, sign, type webcrypto } from 'node:crypto';
import { spkiOf } from './peer-id-of.ts';

/**
 * A self-signed certificate, for TLS wants one: all that counts in it is the key. It tells nothing
 * of its holder, not even the time it was made.
 *
 * The library is loaded when it is needed: once in the life of an identity. Its signature comes from
 * `node:crypto`, since WebCrypto's Ed25519 prints a warning on Node.js 20.
 */
export async function makeCertificate(key: KeyObject): Promise<string> {
  await import('reflect-metadata');
  const { KeyUsageFlags, KeyUsagesExtension, X509CertificateGenerator } =
    await import('@peculiar/x509');
  const certificate = await X509CertificateGenerator.create(
    {
      serialNumber: randomBytes(16).toString('hex'),
      subject: NAME,
      issuer: NAME,
      notBefore: new Date(Date.UTC(2000, 0, 1)),
      notAfter: new Date(Date.UTC(9999, 11, 31, 23, 59, 59)),
      publicKey: spkiOf(createPublicKey(key)),
      signingKey: { algorithm: ED25519 } as webcrypto.CryptoKey,
      signingAlgorithm: ED25519,
      extensions: [new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true)],
    },
    signerWith(key),
  );
  return `${certificate.toString('pem')}\n`;
}

const NAME = 'CN=peertape';
const ED25519 = { name: 'Ed25519' };

/** As much of WebCrypto as the library needs for one signature. */
function signerWith(key: KeyObject): webcrypto.Crypto {
  const subtle = {
    sign: async (_algorithm: unknown, _key: unknown, data: ArrayBuffer) =>
      new Uint8Array(sign(null, new Uint8Array(data), key)).buffer,
  };
  return { subtle } as unknown as webcrypto.Crypto;
}
