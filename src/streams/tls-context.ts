import { constants } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { IdentityPems } from './identity/identity.ts';

/** One for all links of a node: to read the key again for each would cost as much as a handshake. */
export function tlsContext({ keyPem, certificatePem }: IdentityPems): SecureContext {
  return createSecureContext({
    key: keyPem,
    cert: certificatePem,
    minVersion: 'TLSv1.3',
    maxVersion: 'TLSv1.3',
    // With a ticket a session could be resumed, without a certificate being shown.
    secureOptions: constants.SSL_OP_NO_TICKET,
  });
}
