import type { Socket } from 'node:net';
import { connect, type SecureContext, TLSSocket } from 'node:tls';
import type { LinkCode } from '../protocol/inputs.ts';
import type { PeerId } from '../protocol/peer-id.ts';
import { peerIdOf, spkiOf } from './identity/peer-id-of.ts';
import type { Link } from './link.ts';
import { SocketLink } from './socket-link.ts';

/**
 * TLS 1.3 in which both sides show a certificate. Nobody has to have signed it: TLS proves that the peer
 * holds its key, and the hash of that key is who the peer is. So `authorized` says nothing here.
 *
 * A side that dialled is done before the other has judged its certificate; a peer counts only
 * once it has answered. There is no server name: it would travel unencrypted, and nobody needs it.
 */
export function tlsLink(
  socket: Socket,
  address: string,
  role: 'dialler' | 'listener',
  secureContext: SecureContext,
): Link {
  const tls = role === 'listener' ? listen(socket, secureContext) : dial(socket, secureContext);
  const link = new SocketLink(tls, address, socket);
  // A socket that was not made by a server of TLS tells of its later errors in this way only.
  tls.on('_tlsError', (error: Error) => link.fail(error));
  tls.on('secure', () => {
    const judged = judge(tls);
    if (typeof judged === 'string') link.refuse(judged);
    else link.secure(judged.peer, judged.binding);
  });
  return link;
}

function listen(socket: Socket, secureContext: SecureContext): TLSSocket {
  return new TLSSocket(socket, {
    isServer: true,
    secureContext,
    requestCert: true,
    rejectUnauthorized: false,
  });
}

function dial(socket: Socket, secureContext: SecureContext): TLSSocket {
  return connect({
    socket,
    secureContext,
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
  });
}

function judge(tls: TLSSocket): LinkCode | { readonly peer: PeerId; readonly binding: Uint8Array } {
  if (tls.isSessionReused()) return 'resumed-session';
  const spki = peerKey(tls);
  if (typeof spki === 'string') return spki;
  const binding = tls.exportKeyingMaterial(BINDING_BYTES, BINDING_LABEL, Buffer.alloc(0));
  return { peer: peerIdOf(spki), binding: new Uint8Array(binding) };
}

function peerKey(tls: TLSSocket): Uint8Array | LinkCode {
  const certificate = tls.getPeerX509Certificate();
  if (certificate === undefined) return 'no-certificate';
  try {
    const { publicKey } = certificate;
    return publicKey.asymmetricKeyType === 'ed25519' ? spkiOf(publicKey) : 'bad-certificate';
  } catch {
    // A key of a kind that nobody knows cannot even be read.
    return 'bad-certificate';
  }
}

const BINDING_LABEL = 'EXPORTER-peertape';
const BINDING_BYTES = 32;
