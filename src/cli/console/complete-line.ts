import type { PeerState } from '../../node/face/node-state.ts';
import { cleanText } from '../words/clean-text.ts';
import { shortId } from '../words/peer-names.ts';
import { consoleCommands } from './console-commands.ts';

type Known = Pick<PeerState, 'peer' | 'name'>;

/** What Tab makes of a line: the first word is a command, and with some the second is a peer. */
export function completeLine(line: string, peers: () => readonly Known[]): [string[], string] {
  const [whole, word = '', begun] = /^(\S*)(?: +(\S*))?$/.exec(line) ?? [];
  if (whole === undefined) return [[], line];
  if (begun === undefined) {
    const words = consoleCommands.map(({ words: [each] }) => each);
    return [fitting(words, line), line];
  }
  const command = consoleCommands.find(({ words }) => words.includes(word));
  if (command?.usage.split(' ')[1] !== 'PEER') return [[], begun];
  return [fitting(namesOf(peers(), begun), begun), begun];
}

function fitting(words: readonly string[], begun: string): string[] {
  return words.filter((word) => word.startsWith(begun)).map((word) => `${word} `);
}

/** By name, where that is one that can be typed and nobody else has it; else by short id. */
function namesOf(peers: readonly Known[], begun: string): readonly string[] {
  if (begun.startsWith('@')) return peers.map(({ peer }) => shortId(peer)).toSorted();
  const names = peers.map(({ name }) => name);
  const isNamesake = (name: string): boolean => names.indexOf(name) !== names.lastIndexOf(name);
  return peers
    .map(({ peer, name }) => (!isTypable(name) || isNamesake(name) ? shortId(peer) : name))
    .toSorted();
}

/** A peer may call itself what would name another, or what no terminal should be given. */
function isTypable(name: string): boolean {
  return name === cleanText(name) && /^[^\s:@][^\s:]*$/u.test(name) && !/^\d+$/.test(name);
}
