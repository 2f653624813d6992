import { Body } from '../../protocol/body.ts';
import { limits } from '../../protocol/limits.ts';
import { isWhole } from './option-rules.ts';
import type { NodeWords } from './peertape-node.ts';
import { topicFault } from './topic-rules.ts';

/** Throws a TypeError at a program that asks for what is no command: a node must not stumble over it. */
export function judgeWords(words: NodeWords): void {
  const { command, ...rest } = Object(words) as { readonly command?: unknown };
  hold(isCommand(command), `there is no command "${String(command)}"`);
  for (const field of fieldsOf[command]) {
    const value = (rest as Readonly<Record<string, unknown>>)[field];
    if (field === 'body')
      hold(value instanceof Body, `${command}: the text or the bytes are missing`);
    else judgeText(command, field, value as string);
  }
}

/** Of what is to be sent, and to whom. */
export function judgeSend(command: string, peer: string, content: string | Uint8Array): void {
  judgeText(command, 'peer', peer);
  judgeContent(command, content);
}

export function judgeTopic(command: string, topic: string): void {
  judgeText(command, 'topic', topic);
  const fault = topicFault(topic);
  if (fault !== null) throw new RangeError(`${command}: ${fault}`);
}

/** How long an answer may take is for the asker to say, up to what is waited for anyway. */
export function judgeTimeout(timeoutMs: number): void {
  if (isWhole(timeoutMs, 1, limits.letterTimeoutMs)) return;
  throw new RangeError(`ask: timeoutMs must be 1 to ${limits.letterTimeoutMs}`);
}

function judgeText(command: string, field: string, text: string): void {
  hold(typeof text === 'string', `${command}: ${field} must be a text`);
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
  broadcast: ['topic', 'body'],
  ask: ['peer', 'topic', 'body'],
  route: ['peer'],
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
