import { createServer } from 'node:net';

/**
 * The first port from `from` on that nobody listens on just now; null if there is none. Another may
 * take it before it is used, so whoever gets it must still be ready to find it busy.
 */
export async function firstFreePort(host: string, from: number): Promise<number | null> {
  for (let port = from; port <= PORT_MAX; port += 1) {
    if (!(await isBusy(host, port))) return port;
  }
  return null;
}

/** A host that cannot be listened on at all is found out by who listens there. */
function isBusy(host: string, port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code === 'EADDRINUSE'));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(false)));
  });
}

const PORT_MAX = 65_535;
