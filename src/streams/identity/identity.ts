import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  X509Certificate,
} from 'node:crypto';
import type { PeerId } from '../../protocol/peer-id.ts';
import { BadIdentity } from './bad-identity.ts';
import { makeCertificate } from './make-certificate.ts';
import { peerIdOf, spkiOf } from './peer-id-of.ts';

/** Who a node is, and what it shows it with. */
export interface Identity {
  readonly id: PeerId;
  /** Its public key, as it stands in the certificate. */
  readonly spki: Uint8Array;
  readonly key: KeyObject;
  /** PKCS #8 and X.509, as PEM. */
  readonly keyPem: string;
  readonly certificatePem: string;
}

export type IdentityPems = Pick<Identity, 'keyPem' | 'certificatePem'>;

export async function newIdentity(): Promise<Identity> {
  return certified(newKeyPem());
}

export function newKeyPem(): string {
  const { privateKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return privateKey;
}

/** The identity of a key that has no certificate yet. */
export async function certified(keyPem: string): Promise<Identity> {
  const certificatePem = await makeCertificate(readKey(keyPem));
  return readIdentity({ keyPem, certificatePem });
}

/** Throws `BadIdentity` unless both are there and belong together. */
export function readIdentity({ keyPem, certificatePem }: IdentityPems): Identity {
  const key = readKey(keyPem);
  const spki = spkiOf(createPublicKey(key));
  const certificate = readCertificate(certificatePem);
  if (!Buffer.from(spki).equals(spkiOf(certificate.publicKey))) {
    throw new BadIdentity('the certificate is not one of the key');
  }
  return { id: peerIdOf(spki), spki, key, keyPem, certificatePem };
}

/** Whose certificate this is, for which its key is not needed. */
export function idInCertificate(pem: string): PeerId {
  return peerIdOf(spkiOf(readCertificate(pem).publicKey));
}

function readKey(pem: string): KeyObject {
  const key = orBad('the key is no private key in PEM', () => createPrivateKey(pem));
  if (key.asymmetricKeyType !== 'ed25519') throw new BadIdentity('the key is not an Ed25519 key');
  return key;
}

function readCertificate(pem: string): X509Certificate {
  return orBad('the certificate is no certificate in PEM', () => new X509Certificate(pem));
}

function orBad<T>(text: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new BadIdentity(text, { cause });
  }
}
