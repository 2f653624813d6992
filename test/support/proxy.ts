import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Proxied {
  readonly fromClient: Socket;
  readonly fromServer: Socket;
}

/**
 * Somebody in the middle, who sees each piece of the server's before the client does and sends on what
 * it likes. What the client says goes through as it is.
 */
export async function proxyTo(
  port: number,
  onServerBytes: (bytes: Buffer, sockets: Proxied) => void,
): Promise<number> {
  const sockets: Socket[] = [];
  const proxy = createServer({ allowHalfOpen: true }, (fromClient) => {
    const fromServer = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    sockets.push(fromClient, fromServer);
    for (const socket of [fromClient, fromServer]) socket.on('error', () => socket.destroy());
    fromClient.on('data', (bytes) => fromServer.write(bytes)).on('end', () => fromServer.end());
    fromServer
      .on('data', (bytes) => onServerBytes(bytes, { fromClient, fromServer }))
      .on('end', () => fromClient.end());
    fromClient.on('close', () => fromServer.destroy());
    fromServer.on('close', () => fromClient.destroy());
  });
  onTestFinished(() => {
    proxy.close();
    for (const socket of sockets) socket.destroy();
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return (proxy.address() as AddressInfo).port;
}
