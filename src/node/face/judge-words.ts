import { Body } from '../../protocol/body.ts';
import type { NodeWords } from './peertape-node.ts';

/** Throws a TypeError at a program that asks for what is no command: a node must not stumble over it. */
export function judgeWords(words: NodeWords): void {
  const { command, ...rest } = Object(words) as { readonly command?: unknown };
  hold(isCommand(command), `there is no command "${String(command)}"`);
  for (const field of fieldsOf[command]) {
    const value = (rest as Readonly<Record<string, unknown>>)[field];
    if (field === 'body')
      hold(value instanceof Body, `${command}: the text or the bytes are missing`);
    else hold(typeof value === 'string', `${command}: ${field} must be a text`);
  }
}

/** Of what is to be sent, and to whom. */
export function judgeSend(peer: string, content: string | Uint8Array): void {
  hold(typeof peer === 'string', 'send: peer must be a text');
  judgeContent('send', content);
}

export function judgeContent(command: string, content: string | Uint8Array): void {
  const isContent = typeof content === 'string' || content instanceof Uint8Array;
  hold(isContent, `${command}: the content must be a text or bytes`);
}

const fieldsOf: Readonly<Record<NodeWords['command'], readonly string[]>> = {
  connect: ['peer'],
  disconnect: ['peer'],
  send: ['peer', 'body'],
  ban: ['peer'],
  unban: ['peer'],
  ignore: ['peer'],
  unignore: ['peer'],
  why: ['peer'],
  mark: ['text'],
  broadcast: ['body'],
  announce: [],
  view: [],
  topology: [],
  scan: ['range'],
  peers: [],
  lp: [],
  status: [],
  trace: [],
  quit: [],
};

function isCommand(command: unknown): command is NodeWords['command'] {
  return typeof command === 'string' && Object.hasOwn(fieldsOf, command);
}

function hold(isSound: boolean, sentence: string): asserts isSound {
  if (!isSound) throw new TypeError(sentence);
}
