import type { NodeWords } from '../../node/face/peertape-node.ts';
import { Body } from '../../protocol/body.ts';

/** What can be said to a running node, in the order in which `help` tells of it. */
export interface ConsoleCommand {
  readonly words: readonly [string, ...string[]];
  readonly usage: string;
  readonly help: string;
  /** How many parts follow the word, at least and at most. */
  readonly parts: readonly [number, number];
  /** The last part is all the rest of the line, with its spaces. */
  readonly endsInText?: true;
  /** null: answered by the console itself. */
  readonly order: ((...parts: string[]) => NodeWords) | null;
}

export interface HelpLine {
  readonly command: string;
  readonly usage: string;
  readonly help: string;
}

export const consoleCommands: readonly ConsoleCommand[] = [
  {
    words: ['help', '?', ''],
    usage: 'help',
    help: 'this list',
    parts: [0, 0],
    order: null,
  },
  {
    words: ['connect'],
    usage: 'connect PEER',
    help: 'connects to an address, a port of this host, or a known peer',
    parts: [1, 1],
    order: (peer = '') => ({ command: 'connect', peer }),
  },
  {
    words: ['send'],
    usage: 'send PEER TEXT',
    help: 'sends a text to a peer, over others if need be',
    parts: [2, 2],
    endsInText: true,
    order: (peer = '', text = '') => ({ command: 'send', peer, body: bodyOf(text) }),
  },
  {
    words: ['broadcast'],
    usage: 'broadcast TEXT',
    help: 'sends a text to everybody, over the neighbours',
    parts: [1, 1],
    endsInText: true,
    order: (text = '') => ({ command: 'broadcast', topic: '', body: bodyOf(text) }),
  },
  {
    words: ['publish'],
    usage: 'publish TOPIC TEXT',
    help: 'sends a text to everybody, under a topic',
    parts: [2, 2],
    endsInText: true,
    order: (topic = '', text = '') => ({ command: 'broadcast', topic, body: bodyOf(text) }),
  },
  {
    words: ['ask'],
    usage: 'ask PEER TOPIC TEXT',
    help: 'asks a peer about a topic, and tells its answer',
    parts: [3, 3],
    endsInText: true,
    order: (peer = '', topic = '', text = '') => ({
      command: 'ask',
      peer,
      topic,
      body: bodyOf(text),
    }),
  },
  {
    words: ['route'],
    usage: 'route PEER',
    help: 'tells the way to a peer, hop by hop',
    parts: [1, 1],
    order: (peer = '') => ({ command: 'route', peer }),
  },
  {
    words: ['peers'],
    usage: 'peers',
    help: 'lists the peers that are known',
    parts: [0, 0],
    order: () => ({ command: 'peers' }),
  },
  {
    words: ['lp'],
    usage: 'lp',
    help: 'lists the peers that are connected',
    parts: [0, 0],
    order: () => ({ command: 'lp' }),
  },
  {
    words: ['view'],
    usage: 'view',
    help: 'lists the neighbours, and others to turn to',
    parts: [0, 0],
    order: () => ({ command: 'view' }),
  },
  {
    words: ['topology'],
    usage: 'topology',
    help: 'tells who is connected to whom, of all that are there',
    parts: [0, 0],
    order: () => ({ command: 'topology' }),
  },
  {
    words: ['scan'],
    usage: 'scan [FROM-TO]',
    help: 'looks on which ports of this host nodes are',
    parts: [0, 1],
    order: (range = '') => ({ command: 'scan', range }),
  },
  {
    words: ['announce'],
    usage: 'announce',
    help: 'says to everybody that this node is there',
    parts: [0, 0],
    order: () => ({ command: 'announce' }),
  },
  {
    words: ['disconnect'],
    usage: 'disconnect PEER',
    help: 'parts from a peer',
    parts: [1, 1],
    order: (peer = '') => ({ command: 'disconnect', peer }),
  },
  {
    words: ['why'],
    usage: 'why PEER',
    help: 'tells why a peer is not connected, or how it came to be',
    parts: [1, 1],
    order: (peer = '') => ({ command: 'why', peer }),
  },
  {
    words: ['ignore'],
    usage: 'ignore PEER',
    help: 'no longer tells what a peer says',
    parts: [1, 1],
    order: (peer = '') => ({ command: 'ignore', peer }),
  },
  {
    words: ['unignore'],
    usage: 'unignore PEER',
    help: 'tells again what a peer says',
    parts: [1, 1],
    order: (peer = '') => ({ command: 'unignore', peer }),
  },
  {
    words: ['ban'],
    usage: 'ban PEER',
    help: 'parts from a peer, and lets it in no more',
    parts: [1, 1],
    order: (peer = '') => ({ command: 'ban', peer }),
  },
  {
    words: ['unban'],
    usage: 'unban PEER',
    help: 'lets a peer in again',
    parts: [1, 1],
    order: (peer = '') => ({ command: 'unban', peer }),
  },
  {
    words: ['mark'],
    usage: 'mark TEXT',
    help: 'puts a note on the tape',
    parts: [1, 1],
    endsInText: true,
    order: (text = '') => ({ command: 'mark', text }),
  },
  {
    words: ['status'],
    usage: 'status',
    help: 'tells how the node is doing',
    parts: [0, 0],
    order: () => ({ command: 'status' }),
  },
  {
    words: ['trace'],
    usage: 'trace',
    help: 'tells where the run is recorded, and how much of it',
    parts: [0, 0],
    order: () => ({ command: 'trace' }),
  },
  {
    words: ['quit', 'exit'],
    usage: 'quit',
    help: 'says goodbye to everybody and stops',
    parts: [0, 0],
    order: () => ({ command: 'quit' }),
  },
];

export const helpLines: readonly HelpLine[] = consoleCommands.map(({ words, usage, help }) => ({
  command: words[0],
  usage,
  help,
}));

function bodyOf(text: string): Body {
  return new Body(new TextEncoder().encode(text));
}
