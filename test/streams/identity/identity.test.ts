import { createHash, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PEER_ID_PATTERN } from '../../../src/protocol/peer-id.ts';
import { BadIdentity } from '../../../src/streams/identity/bad-identity.ts';
import {
  certified,
  idInCertificate,
  newIdentity,
  newKeyPem,
  readIdentity,
} from '../../../src/streams/identity/identity.ts';
import { peerIdOf } from '../../../src/streams/identity/peer-id-of.ts';

describe('an identity', () => {
  const warnings: Error[] = [];
  const warn = (warning: Error) => warnings.push(warning);
  beforeAll(() => void process.on('warning', warn));
  afterAll(() => void process.off('warning', warn));

  it('is the hash of a key, with a certificate that the key has signed', async () => {
    const { id, spki, key, certificatePem } = await newIdentity();
    const certificate = new X509Certificate(certificatePem);
    expect(id).toMatch(PEER_ID_PATTERN);
    expect(id).toBe(peerIdOf(certificate.publicKey.export({ type: 'spki', format: 'der' })));
    expect([certificate.checkPrivateKey(key), certificate.verify(certificate.publicKey)]).toEqual([
      true,
      true,
    ]);
    expect(key.asymmetricKeyType).toBe('ed25519');
    expect(spki.length).toBe(44);
  });

  it('is known by its certificate, without the key', async () => {
    const { id, certificatePem, keyPem } = await newIdentity();
    expect(idInCertificate(certificatePem)).toBe(id);
    expect(() => idInCertificate(keyPem)).toThrow(BadIdentity);
  });

  it('tells nothing of where, when and by whom it was made', async () => {
    const { certificatePem } = await newIdentity();
    const { subject, issuer, validFrom, validTo, subjectAltName } = new X509Certificate(
      certificatePem,
    );
    expect({ subject, issuer, validFrom, validTo, subjectAltName }).toEqual({
      subject: 'CN=peertape',
      issuer: 'CN=peertape',
      validFrom: 'Jan  1 00:00:00 2000 GMT',
      validTo: 'Dec 31 23:59:59 9999 GMT',
      subjectAltName: undefined,
    });
  });

  it('stays the same with another certificate', async () => {
    const keyPem = newKeyPem();
    const [one, other] = [await certified(keyPem), await certified(keyPem)];
    expect(one.id).toBe(other.id);
    const serials = [one, other].map((each) => new X509Certificate(each.certificatePem));
    expect(serials[0]?.serialNumber).not.toBe(serials[1]?.serialNumber);
  });

  it('is read back as it was written', async () => {
    const identity = await newIdentity();
    const { keyPem, certificatePem } = identity;
    const { key, ...rest } = readIdentity({ keyPem, certificatePem });
    expect(rest).toEqual({ ...identity, key: undefined });
    expect(key.equals(identity.key)).toBe(true);
  });

  it.each([
    ['no key', { keyPem: 'nonsense' }, 'the key is no private key in PEM'],
    ['a key of another kind', { keyPem: rsaPem() }, 'the key is not an Ed25519 key'],
    ['no certificate', { certificatePem: '' }, 'the certificate is no certificate in PEM'],
    ['the key of somebody else', { keyPem: newKeyPem() }, 'the certificate is not one of the key'],
  ])('is not read from %s', async (_, part, text) => {
    const { keyPem, certificatePem } = await newIdentity();
    expect(() => readIdentity({ keyPem, certificatePem, ...part })).toThrow(new BadIdentity(text));
  });

  it('spells the SHA-256 of the key', () => {
    const spki = Uint8Array.of(1, 2, 3);
    const bits = BigInt(`0x${createHash('sha256').update(spki).digest('hex')}`) << 4n;
    const letters = Array.from({ length: 52 }, (_, index) =>
      Number((bits >> BigInt(5 * (51 - index))) & 31n),
    );
    expect(peerIdOf(spki)).toBe(
      letters.map((letter) => 'abcdefghijklmnopqrstuvwxyz234567'[letter]).join(''),
    );
  });

  it('is made without a warning, whichever test came first', async () => {
    await newIdentity();
    await new Promise(setImmediate);
    expect(warnings).toEqual([]);
  });
});

function rsaPem(): string {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return privateKey;
}
