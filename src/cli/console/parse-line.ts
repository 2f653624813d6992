import type { NodeWords } from '../../node/face/peertape-node.ts';
import { hintFor } from '../../node/telling/code-words.ts';
import type { AnswerError } from '../../node/telling/node-event.ts';
import { didYouMean } from '../words/did-you-mean.ts';
import { type ConsoleCommand, consoleCommands, helpLines } from './console-commands.ts';

/** What one line of the console asks for: something of the node, or what can be answered at once. */
export type Order = {
  /** The user's own. */
  readonly id?: string | number;
  readonly command: string;
} & (
  | { readonly words: NodeWords }
  | { readonly result: unknown }
  | { readonly error: AnswerError }
);

/** A line as people type it, or an object as programs write it. */
export function parseLine(line: string): Order {
  return line.trimStart().startsWith('{') ? parseObject(line) : parseWords(line);
}

function parseWords(line: string): Order {
  const [, word = '', rest] = /^\s*(\S*)(?:\s(.*))?$/s.exec(line) ?? [];
  const found = find(word);
  return found === undefined ? unknown(word) : order(found, partsOf(found, rest));
}

/** Text begins after one space, and whatever is in it belongs to it. */
function partsOf(
  { parts: [, max], endsInText }: ConsoleCommand,
  rest: string | undefined,
): string[] {
  if (rest === undefined) return [];
  if (endsInText !== true) return rest.split(/\s+/).filter((part) => part !== '');
  return cutBeforeText(rest, max);
}

/** So many parts, of which the last is all that is left. */
function cutBeforeText(rest: string, count: number): string[] {
  if (count === 1) return [rest];
  const [, part, more] = /^\s*(\S+)(?:\s(.*))?$/s.exec(rest) ?? [];
  if (part === undefined) return [];
  return more === undefined ? [part] : [part, ...cutBeforeText(more, count - 1)];
}

function parseObject(line: string): Order {
  const given = fromJson(line);
  if (given === null) return misused('', 'this is not JSON', AN_OBJECT);
  const { id, command, args = [] } = given;
  const own = typeof id === 'string' || Number.isFinite(id) ? { id: id as string | number } : {};
  if (typeof command !== 'string')
    return { ...own, ...misused('', 'the object names no command', AN_OBJECT) };
  if (!Array.isArray(args) || !args.every(isWord)) {
    return { ...own, ...misused(command, '"args" is a list of texts', AN_OBJECT) };
  }
  const found = find(command);
  return { ...own, ...(found === undefined ? unknown(command) : order(found, args.map(String))) };
}

function order(command: ConsoleCommand, parts: readonly string[]): Order {
  const [word] = command.words;
  const [min, max] = command.parts;
  const lacksItsFirst = notBlank.has(word) && parts[0]?.trim() === '';
  if (parts.length < min || parts.length > max || lacksItsFirst) {
    return misused(word, `usage: ${command.usage}`, command.help);
  }
  if (command.order === null) return { command: word, result: helpLines };
  return { command: word, words: command.order(...parts.map(wellFormed)) };
}

/** A note says something, and without a topic it would be a broadcast. */
const notBlank: ReadonlySet<string> = new Set(['mark', 'publish']);

function find(word: string): ConsoleCommand | undefined {
  return consoleCommands.find(({ words }) => words.includes(word));
}

function unknown(command: string): Order {
  const code = 'unknown-command';
  const meant = didYouMean(command, commandWords);
  const hint = meant === null ? hintFor(code) : `did you mean "${meant}"?`;
  return { command, error: { code, text: 'there is no such command', hint } };
}

export function misused(command: string, text: string, hint = ''): Order {
  return { command, error: { code: 'usage', text, hint } };
}

const commandWords: readonly string[] = consoleCommands.map(({ words: [word] }) => word);

const AN_OBJECT = 'an object looks like {"command":"send","args":["bob","hi"]}';

/** Half a character, as JSON can spell it, has no place on the wire or on a tape. */
function wellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, '\ufffd');
}

function fromJson(line: string): Readonly<Record<string, unknown>> | null {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return null;
  }
}

function isWord(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
