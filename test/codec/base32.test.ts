import { expect, it } from 'vitest';
import { base32 } from '../../src/codec/base32.ts';

/** The examples of RFC 4648, without their padding. */
it.each([
  ['', ''],
  ['f', 'my'],
  ['fo', 'mzxq'],
  ['foo', 'mzxw6'],
  ['foob', 'mzxw6yq'],
  ['fooba', 'mzxw6ytb'],
  ['foobar', 'mzxw6ytboi'],
  ['foobarfoobarfoobarfoobarfoobarfo', 'mzxw6ytbojtg633cmfzgm33pmjqxeztpn5rgc4tgn5xweylsmzxq'],
])('spells %j as base32 does, in lower case and without padding', (bytes, letters) => {
  expect(base32(Buffer.from(bytes))).toBe(letters);
});
