import { Body } from '../../src/protocol/body.ts';
import { idOf } from './pure-config.ts';

/** What a user commands, without the number that it gets. */
export const send = (peer: string, bytes = 2) =>
  ({ command: 'send', peer, body: new Body(new Uint8Array(bytes)) }) as const;
export const connect = (peer: string) => ({ command: 'connect', peer }) as const;
export const disconnect = (peer: string) => ({ command: 'disconnect', peer }) as const;

export function ask(peer: string, topic: string, length = 4) {
  return { command: 'ask', peer, topic, body: new Body(new Uint8Array(length)) } as const;
}

export function reply(letter: string, re: number, topic: string, code = '') {
  const body = new Body(new Uint8Array(code === '' ? 4 : 0));
  return { command: 'reply', peer: idOf(letter), re, topic, code, body } as const;
}
