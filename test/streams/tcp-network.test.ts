import { type AddressInfo, connect, createServer, type Server, Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { limits } from '../../src/protocol/limits.ts';
import type { Link } from '../../src/streams/link.ts';
import { plainLink, tcpNetwork } from '../../src/streams/tcp-network.ts';
import { LinkRecording } from '../support/link-recording.ts';
import { linksOf } from '../support/network-worlds.ts';
import { Recording } from '../support/recording.ts';

describe('TCP', () => {
  const leftOpen: (() => void)[] = [];

  afterEach(() => {
    for (const close of leftOpen.splice(0)) close();
  });

  /** A server of plain sockets, to see what a link does to one. */
  async function plainServer(host = '127.0.0.1') {
    const server: Server = createServer({ allowHalfOpen: true });
    const accepted = new Promise<Socket>((resolve) => {
      server.once('connection', (socket) => resolve(socket.on('error', () => {})));
    });
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    leftOpen.push(
      () => server.close(),
      () => void accepted.then((socket) => socket.destroy()),
    );
    return { port: (server.address() as AddressInfo).port, accepted };
  }

  /** Connected, and reading nothing yet. */
  async function plainSocket(port: number): Promise<Socket> {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }).pause();
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    return socket;
  }

  async function dialled(address: string): Promise<Link> {
    const heard = new Recording(tcpNetwork.dial(address));
    await heard.until(({ isComplete }) => isComplete);
    const [event] = heard.events;
    if (event?.type !== 'opened') throw new Error(`not opened: ${JSON.stringify(event)}`);
    leftOpen.push(() => event.link.close());
    return event.link;
  }

  it.each([
    ['::1', (port: number) => `[::1]:${port}`],
    ['127.0.0.1', (port: number) => `localhost:${port}`],
  ])('dials a host on %s by its address or name', async (host, addressOf) => {
    const { port } = await plainServer(host);
    const link = await dialled(addressOf(port));
    expect(link.address).toBe(addressOf(port));
  });

  it('gives a peer that came by IPv4 its IPv4 address', async () => {
    const heard = new Recording(tcpNetwork.listen('::', 0));
    await heard.until(({ events }) => events.length === 1);
    const [event] = heard.events;
    const port = event?.type === 'listening' ? event.port : 0;
    const link = await dialled(`127.0.0.1:${port}`);
    await heard.until(() => linksOf(heard).length === 1);
    expect(linksOf(heard)[0]?.address).toMatch(/^127\.0\.0\.1:\d+$/);
    for (const each of [link, ...linksOf(heard)]) each.close();
    heard.unsubscribe();
  });

  it('says that it cannot listen on a port that is none', async () => {
    const heard = new Recording(tcpNetwork.listen('127.0.0.1', 70_000));
    await heard.until(({ isComplete }) => isComplete);
    const text = expect.stringContaining('70000') as string;
    expect(heard.events).toEqual([{ type: 'failed', code: 'listen-failed', text }]);
  });

  it('calls a name that nobody knows unreachable', async () => {
    const heard = new Recording(tcpNetwork.dial('nowhere.invalid:9000'));
    await heard.until(({ isComplete }) => isComplete);
    expect(heard.events).toEqual([{ type: 'failed', code: 'unreachable' }]);
  });

  it('reads no further while limits.inputBytesMax wait to be handed out', async () => {
    const { port } = await plainServer();
    const socket = await plainSocket(port);
    const heard = new LinkRecording(plainLink(socket, 'x:1'));
    leftOpen.push(() => heard.unsubscribe());
    const isPausedAfter = (length: number) => {
      socket.emit('data', Buffer.alloc(length));
      return socket.isPaused();
    };
    expect([isPausedAfter(limits.inputBytesMax - 1), isPausedAfter(1)]).toEqual([false, true]);
    await heard.until(({ length }) => length === limits.inputBytesMax);
    await new Promise(setImmediate);
    expect(socket.isPaused()).toBe(false);
  });

  it('sees a reset that came together with bytes', async () => {
    const { port, accepted } = await plainServer();
    const socket = await plainSocket(port);
    const peer = await accepted;
    peer.write(Uint8Array.of(1));
    await new Promise<void>((resolve) => peer.once('close', resolve).resetAndDestroy());
    const heard = new LinkRecording(plainLink(socket, 'x:1'));
    await heard.until(({ isComplete }) => isComplete);
    expect([[...heard.bytes], heard.turns]).toEqual([[1], [{ type: 'closed', code: 'reset' }]]);
  });

  it('sees a reset by what it writes', async () => {
    const { port, accepted } = await plainServer();
    const link = await dialled(`127.0.0.1:${port}`);
    const heard = new LinkRecording(link);
    const peer = await accepted;
    peer.end();
    await heard.until((each) => each.has('ended'));
    await new Promise<void>((resolve) => peer.once('close', resolve).resetAndDestroy());
    link.write(Uint8Array.of(1));
    await heard.until(({ isComplete }) => isComplete);
    expect(heard.events).toEqual([{ type: 'ended' }, { type: 'closed', code: 'reset' }]);
  });

  it('gives a socket that is being shut down limits.closeTimeoutMs to close', async () => {
    const { port } = await plainServer();
    const socket = new (class extends Socket {
      override _final(): void {
        // The peer reads nothing, so this takes for ever.
      }
    })({ allowHalfOpen: true });
    socket.connect(port, '127.0.0.1');
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    const link = plainLink(socket, 'x:1');
    const heard = new LinkRecording(link);
    const closingAt = performance.now();
    link.end();
    link.close();
    await heard.until(({ isComplete }) => isComplete);
    expect(performance.now() - closingAt).toBeGreaterThan(limits.closeTimeoutMs * 0.9);
    expect(heard.events).toEqual([{ type: 'closed', code: 'reset' }]);
  });

  it('closes a link whose socket failed by a code, and bears errors that come later', async () => {
    const { port } = await plainServer();
    const socket = await plainSocket(port);
    const heard = new LinkRecording(plainLink(socket, 'x:1'));
    socket.destroy(Object.assign(new Error('no such thing'), { code: 'EIO' }));
    await heard.until(({ isComplete }) => isComplete);
    socket.emit('error', new Error('late'));
    expect(heard.events).toEqual([{ type: 'closed', code: 'link-failed' }]);
  });
});
