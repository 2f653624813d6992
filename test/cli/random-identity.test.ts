import { expect, it } from 'vitest';
import { base32, randomIdentity } from '../../src/cli/random-identity.ts';
import { PEER_ID_PATTERN } from '../../src/protocol/peer-id.ts';

it('spells 32 bytes as base32 does, in lower case and without padding', () => {
  const bytes = Buffer.from('foobarfoobarfoobarfoobarfoobarfo');
  expect(base32(bytes)).toBe('mzxw6ytbojtg633cmfzgm33pmjqxeztpn5rgc4tgn5xweylsmzxq');
});

it('makes an id that the wire takes, in its first life (S2-38)', () => {
  const { id, instance } = randomIdentity({ draw: (bytes) => new Uint8Array(bytes).fill(255) });
  expect(id).toMatch(PEER_ID_PATTERN);
  expect(instance).toEqual({ boot: 1, nonce: 0xffff_ffff });
});
