import { createPrivateKey, createPublicKey, sign, type webcrypto } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newKeyPem } from '../../src/streams/identity/identity.ts';
import { spkiOf } from '../../src/streams/identity/peer-id-of.ts';

/** A data folder whose certificate is good for these years only. */
export async function datedDataFolder(path: string, first: number, last: number): Promise<string> {
  await import('reflect-metadata');
  const { X509CertificateGenerator } = await import('@peculiar/x509');
  const keyPem = newKeyPem();
  const key = createPrivateKey(keyPem);
  const subtle = {
    sign: async (_algorithm: unknown, _key: unknown, data: ArrayBuffer) =>
      new Uint8Array(sign(null, new Uint8Array(data), key)).buffer,
  };
  const certificate = await X509CertificateGenerator.create(
    {
      serialNumber: '01',
      subject: 'CN=dated',
      issuer: 'CN=dated',
      notBefore: new Date(Date.UTC(first, 0, 1)),
      notAfter: new Date(Date.UTC(last, 11, 31)),
      publicKey: spkiOf(createPublicKey(key)),
      signingKey: { algorithm: ED25519 } as webcrypto.CryptoKey,
      signingAlgorithm: ED25519,
    },
    { subtle },
  );
  mkdirSync(path, { mode: 0o700 });
  writeFileSync(join(path, 'identity.key'), keyPem, { mode: 0o600 });
  writeFileSync(join(path, 'identity.crt'), `${certificate.toString('pem')}\n`);
  return path;
}

const ED25519 = { name: 'Ed25519' };
