import { Duplex } from 'node:stream';
import { connect } from 'node:tls';

/** What a client of TLS says first. */
export function clientHello(): Promise<Uint8Array> {
  return new Promise((resolve) => {
    const socket = new Duplex({
      read() {},
      write(chunk: Buffer) {
        resolve(new Uint8Array(chunk));
        setImmediate(() => client.destroy());
      },
    });
    const client = connect({ socket, minVersion: 'TLSv1.3' }).on('error', () => {});
  });
}
