import { PageServer, type ServerParts } from './page-server.ts';

export interface InspectorParts extends ServerParts {
  /** 0: any that is free. */
  readonly port: number;
}

export interface Inspector {
  /** With the token, which a browser never sends anywhere by itself. */
  readonly url: string;
  readonly port: number;
  /** The same, with a token that is good for once. */
  urlForOnce(): string;
  close(): Promise<void>;
}

/** Shows a film to the browsers of this machine; rejects with a `CannotInspect` where it cannot listen. */
export async function serveInspector(parts: InspectorParts): Promise<Inspector> {
  const server = new PageServer(parts);
  const port = await server.listen(parts.port);
  const urlWith = (token: string): string => `http://127.0.0.1:${port}/#token=${token}`;
  return {
    url: urlWith(parts.token),
    port,
    urlForOnce: () => urlWith(server.tokenForOnce()),
    close: () => server.close(),
  };
}
