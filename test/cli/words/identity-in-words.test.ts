import { expect, it } from 'vitest';
import { type IdentityEvent, identityInWords } from '../../../src/cli/words/identity-in-words.ts';

const event: IdentityEvent = {
  event: 'id',
  at: 0,
  peer: 'a'.repeat(52),
  short: '@aaaaaaaa',
  data: '/data\u001b[2J',
  key: '/data/identity.key',
  starts: 2,
  running: true,
  addresses: ['127.0.0.1:9001', '0.0.0.0:9001', '[2001:db8::1]:9001'].map(
    (address) => `${'a'.repeat(52)}@${address}`,
  ),
};

it('an identity is told with all that others need to dial it, and harmless for a terminal', () => {
  expect(identityInWords(event)).toEqual([
    `id          ${'a'.repeat(52)}`,
    'short       @aaaaaaaa',
    'folder      /data␛[2J',
    'key         /data/identity.key (never give it away)',
    'started     2 times',
    'runs        yes',
    `for others  ${'a'.repeat(52)}@127.0.0.1:9001 (on this machine only)`,
    `            ${'a'.repeat(52)}@0.0.0.0:9001 (put an address of this machine there)`,
    `            ${'a'.repeat(52)}@[2001:db8::1]:9001`,
  ]);
});

it.each([
  [0, false, 'never', 'no'],
  [1, null, 'once', 'it does, and does not answer'],
])('it has started %i times and runs: %s', (starts, running, often, runs) => {
  const lines = identityInWords({ ...event, starts, running, addresses: [] });
  expect(lines.slice(-2)).toEqual([`started  ${often}`, `runs     ${runs}`]);
});
