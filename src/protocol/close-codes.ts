/** Who decides that something ends: this node, its peer, or the link between them. */
export type Decider = 'us' | 'peer' | 'link';

interface CodeEntry {
  readonly meaning: string;
  /** Who can be the one to decide so. */
  readonly by: readonly Decider[];
}

const ours: readonly Decider[] = ['us', 'peer'];
const theLink: readonly Decider[] = ['link'];

/** The one registry of why anything closed, was refused or failed. A code never changes its meaning. */
export const closeCodes = {
  // Leaving
  quit: { meaning: 'the node stopped', by: ours },
  disconnected: { meaning: 'a user asked for it', by: ours },
  duplicate: { meaning: 'another connection serves this pair of peers', by: ours },
  restarted: { meaning: 'a newer instance of the peer took the place of this one', by: ours },
  'unknown-reason': { meaning: 'the peer left with a code that is not known here', by: ['peer'] },

  // Refused at the greeting
  self: { meaning: 'the node dialled itself', by: ours },
  'wrong-version': { meaning: 'the peer speaks another version of the protocol', by: ours },
  'wrong-network': { meaning: 'the peer belongs to another network', by: ours },
  'stale-instance': { meaning: 'an older instance of a peer that has restarted since', by: ours },
  'too-many-connections': { meaning: 'no room for another connection', by: ours },
  'rate-limited': { meaning: 'too many attempts from this host', by: ['us'] },
  'greeting-timeout': { meaning: 'no greeting in time', by: ours },

  'wrong-key': { meaning: 'the peer did not show the key of its id', by: ours },
  'wrong-network-key': { meaning: 'the peer did not show the key of the network', by: ours },
  'wrong-peer': { meaning: 'another peer answers there than the one that was asked for', by: ours },
  'duplicate-identity': { meaning: 'two live nodes hold one key', by: ours },
  banned: { meaning: 'the peer is not wanted here', by: ours },

  // The overlay
  'no-place': { meaning: 'no place among the neighbours', by: ours },
  enrolled: { meaning: 'the seed node has listed the node, and serves others', by: ours },
  probed: { meaning: 'somebody only wanted to know who is there', by: ours },
  'not-a-seed': { meaning: 'the node lists nobody', by: ours },
  forged: { meaning: 'the peer passed on what its origin had not signed', by: ours },
  'wrong-seals': {
    meaning: 'one of the two nodes signs what it tells everybody, and the other does not',
    by: ours,
  },
  'clock-off': { meaning: 'the clocks of two nodes are too far apart', by: ours },

  // Liveness and flow
  silent: { meaning: 'no sign of life in spite of probes', by: ours },
  stalled: { meaning: 'the peer took nothing of what waits for it for too long', by: ours },

  // Faults in what the peer sent
  'frame-too-short': { meaning: 'a frame shorter than its own parts', by: ours },
  'frame-too-long': { meaning: 'a frame over the limit', by: ours },
  'header-too-long': { meaning: 'a header over the limit', by: ours },
  'malformed-header': { meaning: 'a header that is not plain msgpack within the limits', by: ours },
  'unknown-message': { meaning: 'a message of no known kind', by: ours },
  'bad-field': { meaning: 'a field that is missing, of another type or out of range', by: ours },
  'unexpected-body': { meaning: 'a body on a message that has none', by: ours },
  'unexpected-message': { meaning: 'a message that has no place in this state', by: ours },
  flood: { meaning: 'more control messages than the limits', by: ours },

  // What became of the link
  ended: { meaning: 'the link ended without a farewell', by: theLink },
  reset: { meaning: 'the link was reset', by: theLink },
  'link-failed': { meaning: 'the link failed', by: theLink },
  'tls-failed': { meaning: 'the link could not be secured, or was tampered with', by: theLink },
  'no-certificate': { meaning: 'the peer showed no certificate', by: ['us'] },
  'bad-certificate': { meaning: 'the certificate of the peer has no Ed25519 key', by: ['us'] },
  'resumed-session': {
    meaning: 'the peer resumed a session instead of showing its key',
    by: ['us'],
  },
  refused: { meaning: 'nobody listens there', by: theLink },
  unreachable: { meaning: 'the address cannot be reached', by: theLink },
  'dial-timeout': { meaning: 'nobody answered the dial in time', by: theLink },
  'bad-address': { meaning: 'not an address', by: ['us'] },

  // What became of mail, according to this node or to another one
  found: { meaning: 'the peer that was sought', by: ours },
  delivered: { meaning: 'the peer has it', by: ours },
  'no-route': { meaning: 'nobody has found a way to the peer', by: ['us'] },
  'hop-limit': { meaning: 'the peer is farther away than the hop limit', by: ours },
  'broken-route': { meaning: 'the next node on the way cannot be reached', by: ours },
  'no-relay': { meaning: 'a node on the way passes nothing on', by: ours },
  'relay-busy': { meaning: 'a node on the way has too much to pass on', by: ours },
  'bad-route': {
    meaning: 'a way that cannot be: it comes by a node twice, or passes it by',
    by: ours,
  },
  expired: { meaning: 'no word of it in time', by: ours },
  'not-wanted': { meaning: 'the peer does not want it', by: ours },
  'no-answer': { meaning: 'the peer has it, and has not answered in time', by: ['us'] },
  'no-such-topic': { meaning: 'nobody there answers to that topic', by: ours },
  'topic-busy': { meaning: 'too much is asked about that topic already', by: ours },
  'answer-failed': { meaning: 'whoever answers there has failed', by: ours },

  // A command that cannot be done
  'not-linked': { meaning: 'no connection to this peer', by: ['us'] },
  'unknown-peer': { meaning: 'no peer of that name, id or address is known', by: ['us'] },
  'ambiguous-peer': { meaning: 'more than one peer answers to that', by: ['us'] },
  'empty-text': { meaning: 'a text without a character', by: ['us'] },
  'text-too-long': { meaning: 'a text over the limit', by: ['us'] },
  'bad-range': { meaning: 'not a range of ports, or one that is too wide', by: ['us'] },
  'list-full': { meaning: 'no room for another peer on this list', by: ['us'] },
  'outbox-full': { meaning: 'too much waits for this peer already', by: ['us'] },
  'not-running': { meaning: 'the node is starting or stopping', by: ['us'] },
  'unknown-command': { meaning: 'no such command', by: ['us'] },
  usage: { meaning: 'a command that lacks a part or has one too many', by: ['us'] },
  'too-slow': { meaning: 'the events were read more slowly than they came', by: ['us'] },

  // Why a node stops
  'port-busy': { meaning: 'another process listens on that port', by: ['us'] },
  'listen-failed': { meaning: 'the node cannot listen on that address', by: ['us'] },
  'trace-exists': { meaning: 'a trace lies there already, and none is overwritten', by: ['us'] },
  'trace-failed': { meaning: 'the trace cannot be written', by: ['us'] },
  'folder-in-use': { meaning: 'another node uses the data folder', by: ['us'] },
  'folder-failed': { meaning: 'the data folder cannot be used', by: ['us'] },
  'bad-identity': { meaning: 'the key in the data folder cannot be used', by: ['us'] },
  crashed: { meaning: 'the node failed by a fault of its own', by: ['us'] },

  // What a node goes on without
  'lan-failed': { meaning: 'the local network cannot be called, or not heard', by: ['us'] },

  // What the command line meets beside its node
  'log-failed': { meaning: 'the log cannot be written', by: ['us'] },
  'inspector-failed': {
    meaning: 'the inspector has ended, and the node goes on without',
    by: ['us'],
  },
  'control-failed': { meaning: 'other processes cannot speak to the node', by: ['us'] },
  'seeds-file-failed': {
    meaning: 'the seed node cannot add itself to the file of seed nodes',
    by: ['us'],
  },
  'no-identity': { meaning: 'the data folder has no identity', by: ['us'] },
  'key-failed': { meaning: 'the key of a network cannot be made there', by: ['us'] },
  'too-many-files': { meaning: 'the process may not open as many files as it needs', by: ['us'] },
  unreadable: { meaning: 'no trace, or one that cannot be read', by: ['us'] },
} as const satisfies Record<string, CodeEntry>;

export type CloseCode = keyof typeof closeCodes;

export interface Reason {
  readonly code: string;
  readonly by: Decider;
  readonly text?: string;
}
