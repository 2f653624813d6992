import { type AddressInfo, connect as connectPlainly, createServer, type Socket } from 'node:net';
import {
  connect,
  type ConnectionOptions,
  createServer as createTlsServer,
  createSecureContext,
  type TlsOptions,
  type TLSSocket,
} from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { newIdentity } from '../../src/streams/identity/identity.ts';
import type { Link } from '../../src/streams/link.ts';
import { tlsLink } from '../../src/streams/tls-link.ts';
import { tlsNetwork } from '../../src/streams/tls-network.ts';
import { LinkRecording } from '../support/link-recording.ts';
import { linksOf } from '../support/network-worlds.ts';
import { otherCertificate, type CertificatePems } from '../support/other-certificate.ts';
import { proxyTo } from '../support/proxy.ts';
import { Recording } from '../support/recording.ts';

const [alice, bob, mallory] = [await newIdentity(), await newIdentity(), await newIdentity()];

describe('TLS', () => {
  /** Bob listens; what is heard of the first who comes. */
  async function bobListens(host = '127.0.0.1') {
    const heard = new Recording(tlsNetwork(bob).listen(host, 0));
    onTestFinished(() => heard.unsubscribe());
    await heard.until(({ events }) => events.length > 0);
    const [event] = heard.events;
    if (event?.type !== 'listening') throw new Error('bob cannot listen');
    return {
      port: event.port,
      async accepted(): Promise<{ link: Link; heard: LinkRecording }> {
        await heard.until(() => linksOf(heard).length > 0);
        const link = linksOf(heard).at(-1) as Link;
        return { link, heard: recordingOf(link) };
      },
    };
  }

  /** Alice dials; what she hears of it. */
  async function aliceDials(address: string) {
    const dial = new Recording(tlsNetwork(alice).dial(address));
    await dial.until(({ isComplete }) => isComplete);
    const [event] = dial.events;
    if (event?.type !== 'opened') throw new Error(`not opened: ${JSON.stringify(event)}`);
    return { link: event.link, heard: recordingOf(event.link) };
  }

  function recordingOf(link: Link): LinkRecording {
    const heard = new LinkRecording(link);
    onTestFinished(() => link.close());
    return heard;
  }

  /** How a link ended of which nothing was ever heard but that. */
  async function closeCodeOf(heard: LinkRecording): Promise<unknown> {
    await heard.until(({ isComplete }) => isComplete);
    expect(heard.peers).toEqual([]);
    expect(heard.events.length).toBe(1);
    return heard.events[0];
  }

  function strangeClient(port: number, options: ConnectionOptions): TLSSocket {
    const client = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...options });
    onTestFinished(() => void client.destroy());
    return client.on('error', () => {});
  }

  async function strangeServer(options: TlsOptions): Promise<number> {
    const server = createTlsServer(options, (socket) => socket.on('error', () => {}).resume());
    server.on('tlsClientError', () => {});
    return portOf(server.listen(0, '127.0.0.1'));
  }

  async function plainServer(onSocket: (socket: Socket) => void): Promise<number> {
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      onTestFinished(() => void socket.destroy());
      onSocket(socket.on('error', () => {}));
    });
    return portOf(server.listen(0, '127.0.0.1'));
  }

  async function portOf(server: ReturnType<typeof createServer>): Promise<number> {
    onTestFinished(() => void server.close());
    await new Promise<void>((resolve) => server.once('listening', resolve));
    return (server.address() as AddressInfo).port;
  }

  const pems = ({ keyPem, certificatePem }: CertificatePems) => ({
    key: keyPem,
    cert: certificatePem,
  });

  it.each(['127.0.0.1', '::1'])('shows both who the other is, on %s (S2-79)', async (host) => {
    const listening = await bobListens(host);
    const dialled = await aliceDials(
      host === '::1' ? `[::1]:${listening.port}` : `${host}:${listening.port}`,
    );
    const accepted = await listening.accepted();
    for (const { heard } of [dialled, accepted]) await heard.until(({ peers }) => peers.length > 0);
    expect([dialled.heard.peers, accepted.heard.peers]).toEqual([[bob.id], [alice.id]]);
    expect(dialled.link.binding.length).toBe(32);
    expect(accepted.link.binding).toEqual(dialled.link.binding);
  });

  it('refuses a client without a certificate', async () => {
    const listening = await bobListens();
    strangeClient(listening.port, {});
    const { heard } = await listening.accepted();
    expect(await closeCodeOf(heard)).toEqual({ type: 'closed', code: 'no-certificate' });
  });

  it.each(['RSA', 'ECDSA'] as const)('refuses a certificate with an %s key', async (kind) => {
    const other = pems(await otherCertificate(kind));
    const listening = await bobListens();
    strangeClient(listening.port, other);
    const { heard } = await listening.accepted();
    expect(await closeCodeOf(heard)).toEqual({ type: 'closed', code: 'bad-certificate' });
    const dialled = await aliceDials(`127.0.0.1:${await strangeServer(other)}`);
    expect(await closeCodeOf(dialled.heard)).toEqual({ type: 'closed', code: 'bad-certificate' });
  });

  it('takes the certificate that was proven, and none that is shown along with it (S2-79)', async () => {
    const listening = await bobListens();
    const cert = mallory.certificatePem + alice.certificatePem;
    strangeClient(listening.port, { key: mallory.keyPem, cert });
    const { heard } = await listening.accepted();
    await heard.until(({ peers }) => peers.length > 0);
    expect(heard.peers).toEqual([mallory.id]);
  });

  it('speaks no TLS before 1.3', async () => {
    const old = { ...pems(mallory), maxVersion: 'TLSv1.2' } as const;
    const listening = await bobListens();
    strangeClient(listening.port, old);
    const { heard } = await listening.accepted();
    expect(await closeCodeOf(heard)).toEqual({ type: 'closed', code: 'tls-failed' });
    const dialled = await aliceDials(`127.0.0.1:${await strangeServer(old)}`);
    expect(await closeCodeOf(dialled.heard)).toEqual({ type: 'closed', code: 'tls-failed' });
  });

  it('gives a client no session to resume', async () => {
    const listening = await bobListens();
    const first = strangeClient(listening.port, pems(mallory));
    const session = await new Promise<Buffer>((resolve) => first.once('session', resolve));
    first.end();
    const second = strangeClient(listening.port, { ...pems(mallory), session });
    await new Promise<void>((resolve) => second.once('secureConnect', resolve));
    const { heard } = await listening.accepted();
    await heard.until(({ peers }) => peers.length > 0);
    expect([second.isSessionReused(), heard.peers]).toEqual([false, [mallory.id]]);
  });

  it('refuses a session that was resumed all the same', async () => {
    const withTickets = createSecureContext({
      ...pems(bob),
      minVersion: 'TLSv1.3',
      sessionIdContext: 'bob',
    });
    const links: Link[] = [];
    const port = await plainServer((socket) =>
      links.push(tlsLink(socket, 'x:1', 'listener', withTickets)),
    );
    const first = strangeClient(port, pems(mallory));
    const session = await new Promise<Buffer>((resolve) => first.once('session', resolve));
    const second = strangeClient(port, { session });
    await new Promise<void>((resolve) => second.once('secureConnect', resolve));
    const [, resumed] = links.map(recordingOf) as [LinkRecording, LinkRecording];
    expect(await closeCodeOf(resumed)).toEqual({ type: 'closed', code: 'resumed-session' });
  });

  it.each([
    ['plain bytes', 'GET / HTTP/1.1\r\n\r\n'],
    ['a frame of a plain link', '\0\0\0\x07\0\x03\x92\x05\x07hi'],
    ['a record that is too long', '\x16\x03\x01\xff\xff'.padEnd(100)],
    ['half of a greeting', '\x16\x03\x01\x02\0\x01'],
    ['nothing', ''],
  ])('bears %s and an end', async (_, bytes) => {
    const listening = await bobListens();
    const client = connectPlainly({ port: listening.port, host: '127.0.0.1' });
    client.on('error', () => {}).end(Buffer.from(bytes, 'latin1'));
    onTestFinished(() => void client.destroy());
    const accepted = await listening.accepted();
    expect(await closeCodeOf(accepted.heard)).toEqual({ type: 'closed', code: 'tls-failed' });
    const port = await plainServer((socket) => socket.end(Buffer.from(bytes, 'latin1')));
    const dialled = await aliceDials(`127.0.0.1:${port}`);
    expect(await closeCodeOf(dialled.heard)).toEqual({ type: 'closed', code: 'tls-failed' });
  });

  it('waits for one who says nothing, and is free of it once it is closed', async () => {
    const listening = await bobListens();
    const client = connectPlainly({ port: listening.port, host: '127.0.0.1' });
    const gone = new Promise<void>((resolve) => {
      client.on('error', () => {}).on('close', () => resolve());
    });
    const { link, heard } = await listening.accepted();
    expect([heard.peers, heard.events]).toEqual([[], []]);
    link.close();
    await gone;
    expect(await closeCodeOf(heard)).toEqual({ type: 'closed', code: 'reset' });
  });

  it('sees who is in the middle, and not whom that one speaks for', async () => {
    const listening = await bobListens();
    const server = createTlsServer({
      ...pems(mallory),
      requestCert: true,
      rejectUnauthorized: false,
    });
    server.on('secureConnection', (client) => {
      const onward = strangeClient(listening.port, pems(mallory));
      client
        .on('error', () => {})
        .pipe(onward)
        .pipe(client);
    });
    const dialled = await aliceDials(`127.0.0.1:${await portOf(server.listen(0, '127.0.0.1'))}`);
    const accepted = await listening.accepted();
    for (const { heard } of [dialled, accepted]) await heard.until(({ peers }) => peers.length > 0);
    expect([dialled.heard.peers, accepted.heard.peers]).toEqual([[mallory.id], [mallory.id]]);
    expect(dialled.link.binding).not.toEqual(accepted.link.binding);
  });

  it('takes no byte that was changed on its way (S4-23)', async () => {
    const listening = await bobListens();
    let isTampering = false;
    const port = await proxyTo(listening.port, (bytes, { fromClient }) => {
      if (isTampering) bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
      fromClient.write(bytes);
    });
    const dialled = await aliceDials(`127.0.0.1:${port}`);
    const accepted = await listening.accepted();
    accepted.link.write(Uint8Array.of(1));
    await dialled.heard.until(({ length }) => length === 1);
    isTampering = true;
    accepted.link.write(Uint8Array.of(2));
    await dialled.heard.until(({ isComplete }) => isComplete);
    await accepted.heard.until(({ isComplete }) => isComplete);
    expect([[...dialled.heard.bytes], dialled.heard.turns]).toEqual([
      [1],
      [{ type: 'closed', code: 'tls-failed' }],
    ]);
    expect(accepted.heard.turns).toEqual([{ type: 'closed', code: 'tls-failed' }]);
  });

  it('takes nothing more after a cut, and no farewell for one that was never said', async () => {
    const listening = await bobListens();
    let isCutting = false;
    const port = await proxyTo(listening.port, (bytes, { fromClient }) => {
      if (isCutting) fromClient.end(bytes.subarray(0, bytes.length - 1));
      else fromClient.write(bytes);
    });
    const dialled = await aliceDials(`127.0.0.1:${port}`);
    const accepted = await listening.accepted();
    accepted.link.write(Uint8Array.of(1));
    await dialled.heard.until(({ length }) => length === 1);
    isCutting = true;
    accepted.link.write(Uint8Array.of(2));
    await dialled.heard.until(({ events }) => events.length > 1);
    expect([...dialled.heard.bytes]).toEqual([1]);
    expect(dialled.heard.turns[0]?.type).toMatch(/^(ended|closed)$/);
  });

  it('says no name of the other side aloud', async () => {
    const greeting = new Promise<Buffer>((resolve) => {
      void plainServer((socket) => socket.once('data', resolve)).then((port) =>
        aliceDials(`localhost:${port}`),
      );
    });
    const said = await greeting;
    expect(said.readUInt8(0)).toBe(0x16);
    expect(said.includes('localhost')).toBe(false);
    expect(said.includes(Buffer.from(alice.spki))).toBe(false);
  });

  it('hides who dials from those who listen in', async () => {
    const listening = await bobListens();
    const overheard: Buffer[] = [];
    const port = await proxyTo(listening.port, (bytes, { fromClient }) => {
      overheard.push(Buffer.from(bytes));
      fromClient.write(bytes);
    });
    const { heard } = await aliceDials(`127.0.0.1:${port}`);
    await heard.until(({ peers }) => peers.length > 0);
    const all = Buffer.concat(overheard);
    expect(all.length).toBeGreaterThan(500);
    expect(all.includes(Buffer.from(bob.spki.subarray(12)))).toBe(false);
  });
});
