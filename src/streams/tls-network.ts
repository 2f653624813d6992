import type { Identity } from './identity/identity.ts';
import type { Network } from './network.ts';
import { socketNetwork } from './socket-network.ts';
import { tlsContext } from './tls-context.ts';
import { tlsLink } from './tls-link.ts';

/** TLS over TCP: a link comes up as a plain one does, and then shows whose key stands at its other end. */
export function tlsNetwork(identity: Identity): Network {
  const context = tlsContext(identity);
  return socketNetwork((socket, address, role) => tlsLink(socket, address, role, context));
}
