import { beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../../src/protocol/limits.ts';
import { Dice } from '../../../src/sim/dice.ts';
import { Besieged } from '../../support/besieged.ts';
import { clientHello } from '../../support/client-hello.ts';
import { otherCertificate } from '../../support/other-certificate.ts';
import { secureStrangerOn, type Stranger, strangerOn } from '../../support/stranger.ts';

let besieged: Besieged;

beforeAll(async () => {
  besieged = await Besieged.start();
});

describe('a stranger on a link that is to be secured', () => {
  it.each<[what: string, bytes: () => Promise<Uint8Array>]>([
    ['garbage', async () => new Dice(2, 'garbage').bytes(4_096)],
    ['an HTTP request', async () => ascii('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')],
    ['a plain greeting', async () => Uint8Array.of(0, 0, 0, 4, 0, 2, 0x91, 2)],
    ['an alert', async () => Uint8Array.of(21, 3, 3, 0, 2, 2, 40)],
    ['a record of no known kind', async () => Uint8Array.of(99, 3, 3, 0, 1, 0)],
    ['a record that is too long', async () => Uint8Array.of(22, 3, 3, 255, 255, 1)],
    ['a greeting of TLS with a bit turned', async () => (await clientHello()).with(5, 0xff)],
  ])('that says %s is closed at once', async (_, said) => {
    const stranger = strangerOn(besieged.port);
    await stranger.opened;
    stranger.write(await said());
    await isClosed(stranger, 'tls-failed', 'link');
  });

  it('that ends in the middle of the greeting of TLS is closed at once', async () => {
    const stranger = strangerOn(besieged.port);
    await stranger.opened;
    const hello = await clientHello();
    stranger.write(hello.subarray(0, hello.length / 2)).socket.end();
    await isClosed(stranger, 'tls-failed', 'link');
  });

  it('that speaks TLS 1.2 only is closed at once', async () => {
    const stranger = secureStrangerOn(besieged.port, { maxVersion: 'TLSv1.2' });
    await isClosed(stranger, 'tls-failed', 'link');
  });

  it('that shows no certificate is closed at once', async () => {
    await isClosed(secureStrangerOn(besieged.port, {}), 'no-certificate', 'us');
  });

  it('that shows a certificate of another kind is closed at once', async () => {
    const { keyPem: key, certificatePem: cert } = await otherCertificate('ECDSA');
    await isClosed(secureStrangerOn(besieged.port, { key, cert }), 'bad-certificate', 'us');
  });
});

async function isClosed(stranger: Stranger, code: string, by: string): Promise<void> {
  const openMs = await besieged.servesDuring(stranger.closed);
  expect(openMs).toBeLessThan(limits.leaveTimeoutMs);
  const refused = await besieged.node.event('refused', { address: stranger.address });
  expect(refused).toMatchObject({ inbound: true, code, by });
  await besieged.isAlone();
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
