import { formatAddress, parseAddress } from '../../../protocol/address.ts';
import type { PeerId } from '../../../protocol/peer-id.ts';
import { servingLink, type NodeContext, type PeerEntry } from '../context/node-context.ts';

/**
 * How people name peers: a number from 1024 on is a port of this host, below that a lab id; `host:port`
 * is an address; `@` and some letters are the beginning of an id; anything else is an id or a name.
 *
 * Of those who answer to that, the linked ones are meant. An address is one peer: a node that comes
 * back with a new id is a new peer in the old one's place, so of those who were seen at one address,
 * and are not linked, whoever was seen last stands for all.
 */
export const BASE_PORT = 9_000;
export const LAB_ID_MAX = 1_023;
export const THIS_HOST = '127.0.0.1';

export type Found =
  | { readonly peer: PeerEntry }
  | { readonly code: 'unknown-peer' | 'ambiguous-peer'; readonly text: string };

export function findPeer(context: NodeContext, words: string): Found {
  const candidates = candidatesFor(context, words);
  const [first] = candidates;
  if (first === undefined) return { code: 'unknown-peer', text: `no peer is called "${words}"` };
  if (candidates.length === 1) return { peer: first };
  const areLinked = servingLink(context, first.id) !== null;
  if (!areLinked && haveOneAddress(candidates)) return { peer: candidates.reduce(seenLast) };
  return ambiguous(candidates, words);
}

/** Where to dial for these words: an address, or where the peer of that name was seen. */
export function findAddress(
  context: NodeContext,
  words: string,
): Target | { readonly code: string; readonly text: string } {
  const target = targetOf(words, context.config.basePort);
  if (target !== null) return target;
  const candidates = candidatesFor(context, words);
  const [first] = candidates;
  if (first !== undefined && haveOneAddress(candidates)) {
    const expected = candidates.length === 1 ? first.id : null;
    return { address: first.address, expected };
  }
  if (first !== undefined && !words.includes(':')) return ambiguous(candidates, words);
  return {
    code: 'bad-address',
    text: `"${words}" is neither host:port nor a port, lab id or known peer`,
  };
}

export interface Target {
  readonly address: string;
  /** Nobody else there will do. */
  readonly expected: PeerId | null;
}

/** `ID@host:port` says who has to be there. */
export function targetOf(words: string, basePort: number): Target | null {
  const [, expected = null, place = words] = /^([a-z2-7]{52})@(.*)$/.exec(words) ?? [];
  const address = addressOf(place, basePort);
  return address === null ? null : { address, expected };
}

/** As it can be read again. */
export function targetText({ address, expected }: Target): string {
  return expected === null ? address : `${expected}@${address}`;
}

/** null: not an address in any of its forms. */
export function addressOf(words: string, basePort: number): string | null {
  if (/^\d{1,5}$/.test(words)) {
    const number = Number(words);
    const port = number <= LAB_ID_MAX ? basePort + number : number;
    return port > 65_535 || number === 0 ? null : formatAddress(THIS_HOST, port);
  }
  const parsed = parseAddress(words);
  return parsed === null ? null : formatAddress(parsed.host, parsed.port);
}

/** Who answers to the words: those that are linked, if any is, else those that are leaving, else all. */
function candidatesFor(context: NodeContext, words: string): readonly PeerEntry[] {
  if (isWholeId(words)) return of(context.peers.get(words));
  const address = addressOf(words, context.config.basePort);
  const fitting = [...context.peers.values()].filter((peer) =>
    address === null ? isCalled(peer, words) : peer.address === address,
  );
  const linked = fitting.filter(({ id }) => servingLink(context, id) !== null);
  if (linked.length > 0) return linked;
  const leaving = fitting.filter(({ link }) => link !== null);
  return leaving.length > 0 ? leaving : fitting;
}

function ambiguous(candidates: readonly PeerEntry[], words: string) {
  const ids = candidates.map(({ id }) => `@${id.slice(0, 8)}`).join(', ');
  return { code: 'ambiguous-peer', text: `"${words}" can be ${ids}` } as const;
}

function haveOneAddress(peers: readonly PeerEntry[]): boolean {
  return peers.every(({ address }) => address === peers[0]!.address);
}

function seenLast(last: PeerEntry, peer: PeerEntry): PeerEntry {
  return peer.seenAt > last.seenAt ? peer : last;
}

function isCalled({ id, name }: PeerEntry, words: string): boolean {
  if (words.startsWith('@')) return words.length > 1 && id.startsWith(words.slice(1));
  return name === words;
}

/** What looks like an id is one: a peer that calls itself so is not found by it. */
export function isWholeId(words: string): boolean {
  return WHOLE_ID.test(words);
}

const WHOLE_ID = /^[a-z2-7]{52}$/;

function of(peer: PeerEntry | undefined): readonly PeerEntry[] {
  return peer === undefined ? [] : [peer];
}
