import { Body } from '../../src/protocol/body.ts';

/** What a user commands, without the number that it gets. */
export const send = (peer: string, bytes = 2) =>
  ({ command: 'send', peer, body: new Body(new Uint8Array(bytes)) }) as const;
export const connect = (peer: string) => ({ command: 'connect', peer }) as const;
export const disconnect = (peer: string) => ({ command: 'disconnect', peer }) as const;
