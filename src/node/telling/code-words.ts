import { closeCodes, type CloseCode } from '../../protocol/close-codes.ts';

/** A code may come from a peer, and need not be one of ours. */
export function meaningOf(code: string): string {
  return isKnown(code) ? closeCodes[code].meaning : code;
}

/** What to do about it, for people; empty where there is nothing to be done. */
export function hintFor(code: string, command = ''): string {
  if (command === 'connect' && code === 'ended') return NO_GREETING;
  if (code === 'unknown-peer' && !['', 'send'].includes(command)) return WHO_IS_KNOWN;
  return isKnown(code) ? (hints[code] ?? '') : '';
}

function isKnown(code: string): code is CloseCode {
  return Object.hasOwn(closeCodes, code);
}

/** A link that ends before it was greeted, most often because one side is encrypted and the other is not. */
const NO_GREETING = 'the peer may want encrypted links, or be something else than a node';

const WHO_IS_KNOWN = '"peers" lists who is known';

const hints: Partial<Record<CloseCode, string>> = {
  self: 'name another peer than this node itself',
  'wrong-version': 'run the same version of peertape on both sides',
  'duplicate-identity': 'stop one of the two, or give it a data folder of its own',
  'wrong-network-key': 'start both nodes with the same --network-key',
  'wrong-network': 'start both nodes with the same --network',
  'wrong-seals': 'start both nodes with --unsigned, or neither',
  'too-many-connections': 'try again later, or raise --max-connections on the side that is full',
  'not-a-seed': 'name a seed node: "peertape seed" runs one',
  'clock-off': 'set the clocks of both machines',
  'bad-range': 'write FROM-TO, or nothing for the ports of the first ten lab ids',
  'tls-failed':
    'the peer may take plain links only, have no room, or be something else than a node',
  refused: 'start the peer first, and check the port',
  unreachable: 'check the address and the network in between',
  'dial-timeout': 'check the address, or wait longer with --dial-timeout',
  'bad-address': 'write host:port, a port of this host, or a lab id',
  'no-route': '"topology" tells who is connected to whom, as far as it is known',
  'hop-limit': 'raise --hop-limit, or connect to somebody nearer to the peer',
  'no-relay': 'connect to the peer, or to somebody who passes things on',
  'topic-busy': 'wait until some of what was asked is answered',
  'not-linked': 'connect to the peer first',
  'unknown-peer': `connect to the peer by its address first; ${WHO_IS_KNOWN}`,
  'ambiguous-peer': 'name the peer by its id, as @ and its first letters',
  'empty-text': 'write something to send',
  'text-too-long': 'send it in parts',
  'outbox-full': 'wait until the peer has taken what was sent',
  'not-running': 'wait until the node listens',
  'unknown-command': '"help" lists the commands',
  'folder-in-use': 'stop that node, or choose another folder with --data',
  'folder-failed': 'choose another folder with --data',
  'port-busy': 'choose another --port, or stop what listens there',
  'listen-failed': 'check --host and --port',
  'lan-failed': 'leave lan out of --discovery, or look what is wrong with the network',
};
