import type { Socket } from 'node:net';
import type { Link } from './link.ts';
import { SocketLink } from './socket-link.ts';
import { socketNetwork } from './socket-network.ts';

/** Plain TCP: nobody shows a key. */
export const tcpNetwork = socketNetwork(plainLink);

export function plainLink(socket: Socket, address: string): Link {
  const link = new SocketLink(socket, address);
  link.secure(null, NOTHING);
  return link;
}

const NOTHING = new Uint8Array(0);
