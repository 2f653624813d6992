import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { Observable, type Subscriber } from 'rxjs';
import { type Address, formatAddress, parseAddress } from '../protocol/address.ts';
import type { DialCode } from '../protocol/inputs.ts';
import { limits } from '../protocol/limits.ts';
import type { DialEvent, ListenEvent, Network } from './network.ts';
import type { Link } from './link.ts';

/** Links over TCP, made of connected sockets. */
export function socketNetwork(linkOver: LinkOver): Network {
  return {
    listen: (host, port) =>
      new Observable((subscriber) => listenTo(host, port, linkOver, subscriber)),
    dial: (address) =>
      new Observable((subscriber) => {
        const target = parseAddress(address);
        return target === null ? refuseSoon(subscriber) : dialTo(target, linkOver, subscriber);
      }),
  };
}

/** Takes the socket over, with all its errors. */
export type LinkOver = (socket: Socket, address: string, role: 'dialler' | 'listener') => Link;

function listenTo(
  host: string,
  port: number,
  linkOver: LinkOver,
  subscriber: Subscriber<ListenEvent>,
): () => void {
  const server = createServer({ allowHalfOpen: true, noDelay: true });
  const fail = (error: NodeJS.ErrnoException) => {
    // Once it listens, an error is that of one accept, and the server goes on.
    if (server.listening) return;
    const code = error.code === 'EADDRINUSE' ? 'port-busy' : 'listen-failed';
    subscriber.next({
      type: 'failed',
      code,
      text: error.message.slice(0, limits.closeTextBytesMax),
    });
    subscriber.complete();
  };
  server.on('error', fail);
  server.on('connection', (socket) => accept(socket, linkOver, subscriber));
  server.on('listening', () => {
    const bound = server.address() as AddressInfo;
    subscriber.next({ type: 'listening', host: bound.address, port: bound.port });
  });
  try {
    server.listen({ host, port, exclusive: true });
  } catch (error) {
    setImmediate(() => fail(error as NodeJS.ErrnoException));
  }
  return () => void server.close();
}

function accept(socket: Socket, linkOver: LinkOver, subscriber: Subscriber<ListenEvent>): void {
  const { remoteAddress, remotePort } = socket;
  if (subscriber.closed || remoteAddress === undefined || remotePort === undefined) {
    // Nobody listens any more, or it went before it was here.
    socket.on('error', ignore).destroy();
    return;
  }
  const address = formatAddress(remoteAddress.replace(/^::ffff:(?=\d+\.)/, ''), remotePort);
  subscriber.next({ type: 'accepted', link: linkOver(socket, address, 'listener') });
}

function dialTo(
  { host, port }: Address,
  linkOver: LinkOver,
  subscriber: Subscriber<DialEvent>,
): () => void {
  const socket = connect({ host, port, allowHalfOpen: true, noDelay: true });
  let isOpen = false;
  const fail = (code: DialCode) => {
    subscriber.next({ type: 'failed', code });
    subscriber.complete();
  };
  const onError = (error: NodeJS.ErrnoException) => fail(codeOf(error));
  socket.on('error', onError);
  socket.once('connect', () => {
    // A free port of this host can be dialled from itself, and TCP connects it to itself.
    if (socket.localPort === port && socket.localAddress === socket.remoteAddress) {
      return fail('refused');
    }
    isOpen = true;
    socket.off('error', onError);
    const link = linkOver(socket, formatAddress(host, port), 'dialler');
    subscriber.next({ type: 'opened', link });
    subscriber.complete();
  });
  return () => {
    if (!isOpen) socket.destroy();
  };
}

function refuseSoon(subscriber: Subscriber<DialEvent>): () => void {
  const immediate = setImmediate(() => {
    subscriber.next({ type: 'failed', code: 'bad-address' });
    subscriber.complete();
  });
  return () => clearImmediate(immediate);
}

function codeOf({ code }: NodeJS.ErrnoException): DialCode {
  return dialCodes.get(code ?? '') ?? 'link-failed';
}

const dialCodes: ReadonlyMap<string, DialCode> = new Map([
  ['ECONNREFUSED', 'refused'],
  ['EHOSTUNREACH', 'unreachable'],
  ['ENETUNREACH', 'unreachable'],
  ['ETIMEDOUT', 'unreachable'],
  ['EADDRNOTAVAIL', 'unreachable'],
  ['ENOTFOUND', 'unreachable'],
  ['EAI_AGAIN', 'unreachable'],
]);

function ignore(): void {}
