import { expect, it } from 'vitest';
import { randomIdentity } from '../../src/node/node-identity.ts';
import { PEER_ID_PATTERN } from '../../src/protocol/peer-id.ts';

it('makes an id that the wire takes, in its first life (S2-38)', () => {
  const { id, instance } = randomIdentity({ draw: (bytes) => new Uint8Array(bytes).fill(255) });
  expect(id).toMatch(PEER_ID_PATTERN);
  expect(instance).toEqual({ boot: 1, nonce: 0xffff_ffff });
});
