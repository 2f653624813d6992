import { Body } from '../../src/protocol/body.ts';
import type { Broadcast, Cast, Presence } from '../../src/protocol/messages.ts';
import type { PeerId } from '../../src/protocol/peer-id.ts';
import { virtualIdentity } from '../../src/sim/virtual-identity.ts';
import type { JudgeSeals, Seals } from '../../src/streams/keys.ts';

const NOTHING = new Uint8Array(0);

export const [alice, bob] = [virtualIdentity(1, 'alice'), virtualIdentity(1, 'bob')];

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

export function envelopeOf(
  origin: PeerId,
  changes: Partial<Cast['envelope']> = {},
): Cast['envelope'] {
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
export function sealed<C extends Cast>(seals: Seals, network: string, casts: readonly C[]): C[] {
  const { key, signatures } = seals.seal(network, casts);
  return casts.map((cast, index) => withSeal(cast, key, signatures[index]!));
}

export function withSeal<C extends Cast>(cast: C, key: Uint8Array, signature: Uint8Array): C {
  return { ...cast, envelope: { ...cast.envelope, key, signature } };
}

export function verdictsOf(
  judge: JudgeSeals,
  network: string,
  casts: readonly Cast[],
): Promise<readonly boolean[]> {
  return new Promise((resolve) => judge(network, casts, resolve));
}
