import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Film } from '../../src/inspector/film/film.ts';
import type { Watched } from '../../src/inspector/server/lookers.ts';
import { ToolServer } from '../../src/inspector/stately/tool-server.ts';

export interface ToolHouse {
  readonly port: number;
  /** Where tools come to, with the token. */
  readonly address: string;
  /** Of those who came, on our side. */
  readonly sockets: readonly Socket[];
  /** How many look at the film. */
  readonly watching: () => number;
  readonly tools: ToolServer;
}

export interface ToolHouseOptions {
  readonly origins?: readonly string[];
  readonly judge?: (token: string) => 'right' | 'wrong' | 'later';
}

/** A server that does nothing but let tools in, until the test is over. */
export async function toolHouse(
  film: Film & Partial<Watched>,
  options: ToolHouseOptions = {},
): Promise<ToolHouse> {
  const sockets: Socket[] = [];
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  let watching = 0;
  const tools = new ToolServer({
    film,
    port,
    origins: options.origins ?? [],
    judge: options.judge ?? ((token) => (token === 'right' ? 'right' : 'wrong')),
    watch: () => {
      watching += 1;
      const unwatch = film.watch?.();
      return () => {
        watching -= 1;
        unwatch?.();
      };
    },
  });
  server.on('upgrade', (request, socket, head) => {
    sockets.push(socket as Socket);
    tools.accept(request, socket, head);
  });
  onTestFinished(() => {
    tools.close();
    server.closeAllConnections();
    server.close();
  });
  const address = `ws://127.0.0.1:${port}/stately?token=right`;
  return { port, address, sockets, watching: () => watching, tools };
}
