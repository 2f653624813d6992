import { Body } from '../../src/protocol/body.ts';
import type { Fate, Letter, Seek } from '../../src/protocol/mail-words.ts';
import type { Envelope } from '../../src/protocol/envelope.ts';
import type { Broadcast, Presence, Sealed } from '../../src/protocol/messages.ts';
import type { PeerId } from '../../src/protocol/peer-id.ts';
import { virtualIdentity } from '../../src/sim/virtual-identity.ts';
import type { JudgeSeals, Seals } from '../../src/streams/keys.ts';

const NOTHING = new Uint8Array(0);

export const alice = virtualIdentity(1, 'alice');
export const bob = virtualIdentity(1, 'bob');
export const carol = virtualIdentity(1, 'carol');

/** Not sealed yet, as it comes from its origin. */
export function broadcastOf(origin: PeerId, changes: Partial<Broadcast> = {}): Broadcast {
  const body = new Body(new TextEncoder().encode('hello, everybody'));
  return {
    kind: 'broadcast',
    envelope: envelopeOf(origin),
    hops: 0,
    topic: 'news',
    body,
    ...changes,
  };
}

export function presenceOf(origin: PeerId, changes: Partial<Presence> = {}): Presence {
  return {
    kind: 'presence',
    envelope: envelopeOf(origin),
    hops: 0,
    state: 'here',
    name: 'alice',
    addresses: ['127.0.0.1:9001', 'example.org:9001'],
    neighbours: [bob.id],
    everyMs: 10_000,
    ...changes,
  };
}

export function seekOf(origin: PeerId, changes: Partial<Seek> = {}): Seek {
  const envelope = envelopeOf(origin);
  return { kind: 'seek', target: carol.id, envelope, path: [bob.id], avoid: [], ...changes };
}

export function letterOf(origin: PeerId, changes: Partial<Letter> = {}): Letter {
  return {
    kind: 'letter',
    target: carol.id,
    envelope: envelopeOf(origin),
    number: 5,
    purpose: 'text',
    topic: 'news',
    re: 0,
    hops: 1,
    path: [bob.id],
    body: new Body(new TextEncoder().encode('hello, carol')),
    ...changes,
  };
}

/** Of letters that carol has written. */
export function fateOf(origin: PeerId, changes: Partial<Fate> = {}): Fate {
  return {
    kind: 'fate',
    to: carol.id,
    instance: { boot: 4, nonce: 9 },
    sequences: [3, 4],
    envelope: envelopeOf(origin),
    code: 'delivered',
    next: '',
    path: [bob.id],
    ...changes,
  };
}

export function envelopeOf(origin: PeerId, changes: Partial<Envelope> = {}): Envelope {
  return {
    origin,
    instance: { boot: 3, nonce: 0xfedc_ba98 },
    sequence: 7,
    hopLimit: 32,
    expires: 1_790_000_000_000,
    key: NOTHING,
    signature: NOTHING,
    ...changes,
  };
}

/** As their origin sends them. */
export function sealed<W extends Sealed>(seals: Seals, network: string, words: readonly W[]): W[] {
  const { key, signatures } = seals.seal(network, words);
  return words.map((word, index) => withSeal(word, key, signatures[index]!));
}

export function withSeal<W extends Sealed>(word: W, key: Uint8Array, signature: Uint8Array): W {
  return { ...word, envelope: { ...word.envelope, key, signature } };
}

export function verdictsOf(
  judge: JudgeSeals,
  network: string,
  words: readonly Sealed[],
): Promise<readonly boolean[]> {
  return new Promise((resolve) => judge(network, words, resolve));
}
