import { unpack } from 'msgpackr';
import { expect, it } from 'vitest';
import { unpackPlain } from '../../../src/trace/format/unpack-plain.ts';
import { packed } from '../../support/packed.ts';

it('unpacks the same where somebody has loaded the native add-on of msgpackr', () => {
  const texts = ['', 'x', 'ä\u{1f642}', '\ufeff', `\ufeff${'x'.repeat(100)}`, 'y'.repeat(300)];
  const value = [...texts, Uint8Array.of(1), { [texts[4]!]: texts }, ...texts, 2 ** 40];
  const bytes = packed(value);
  unpack(bytes);
  expect(unpackPlain(bytes, 0, bytes.length)).toStrictEqual(value);
});
