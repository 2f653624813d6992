import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { limits } from '../../../src/protocol/limits.ts';
import { Dice } from '../../../src/sim/dice.ts';
import { newIdentity } from '../../../src/streams/identity/identity.ts';
import { Besieged } from '../../support/besieged.ts';
import { credentialsOf } from '../../support/greet.ts';
import { otherCertificate } from '../../support/other-certificate.ts';
import { prefixOf } from '../../support/wire-bytes.ts';

let besieged: Besieged;

beforeAll(async () => {
  besieged = await Besieged.start();
});

describe('a node that dials somebody', () => {
  it.each<[what: string, listener: () => Server | Promise<Server>, code: unknown]>([
    ['says garbage', () => plain(new Dice(3, 'garbage').bytes(4_096)), 'tls-failed'],
    ['speaks HTTP', () => plain('HTTP/1.1 400 Bad Request\r\n\r\n'), 'tls-failed'],
    // The reset can be there before this side has heard that it is linked.
    ['resets the link', () => createTcpServer(reset), expect.stringMatching(/^(tls|link)-failed$/)],
    ['resets it once spoken to', () => createTcpServer(resetWhenSpokenTo), 'tls-failed'],
    ['hangs up', () => createTcpServer((socket) => void socket.end()), 'tls-failed'],
    ['speaks TLS 1.2 only', () => secured('ECDSA', 'TLSv1.2'), 'tls-failed'],
    ['shows a certificate of another kind', () => secured('RSA', 'TLSv1.3'), 'bad-certificate'],
    [
      'says garbage once it is secured',
      () => peerThatSays(prefixOf(0xffff_ffff)),
      'frame-too-long',
    ],
  ])('who %s is told so at once, and serves the others', async (_, listener, code) => {
    const port = await listening(await listener());
    const asked = performance.now();
    const id = `dial ${port}`;
    besieged.node.say({ id, command: 'connect', args: [String(port)] });
    const answered = besieged.node.event('answer', { id, ok: false });
    const { error } = await besieged.servesDuring(answered);
    expect(error).toMatchObject({ code });
    expect(performance.now() - asked).toBeLessThan(limits.leaveTimeoutMs);
    await besieged.isAlone();
  });
});

function reset(socket: Socket): void {
  socket.resetAndDestroy();
}

function resetWhenSpokenTo(socket: Socket): void {
  socket.once('data', () => reset(socket));
}

function plain(bytes: Uint8Array | string): Server {
  return createTcpServer((socket) => void socket.on('data', () => {}).write(bytes));
}

async function secured(kind: 'RSA' | 'ECDSA', version: 'TLSv1.2' | 'TLSv1.3'): Promise<Server> {
  const { keyPem: key, certificatePem: cert } = await otherCertificate(kind);
  return createTlsServer({
    key,
    cert,
    minVersion: version,
    maxVersion: version,
    requestCert: true,
    rejectUnauthorized: false,
  });
}

async function peerThatSays(bytes: Uint8Array): Promise<Server> {
  const options = {
    ...credentialsOf(await newIdentity()),
    requestCert: true,
    rejectUnauthorized: false,
  };
  return createTlsServer(
    options,
    (socket) =>
      void socket
        .on('error', () => {})
        .resume()
        .write(bytes),
  );
}

async function listening(server: Server): Promise<number> {
  const sockets: Socket[] = [];
  server.on('connection', (socket) => sockets.push(socket.on('error', () => {})));
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
