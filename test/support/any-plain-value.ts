import * as fc from 'fast-check';
import { Body } from '../../src/protocol/body.ts';

/** Any value that a context, an event or an effect may hold; equal ones are `toEqual`. */
export const anyPlainValue = fc.letrec<{ value: unknown; leaf: unknown }>((tie) => ({
  leaf: fc.oneof(
    fc.constantFrom(undefined, null, true, false, '', 0),
    fc.integer(),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.uint8Array({ maxLength: 9 }),
    fc.nat(1_000).map((length) => new Body(new Uint8Array(length))),
  ),
  value: fc.oneof(
    { depthSize: 'small' },
    tie('leaf'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(anyFieldName(), tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
})).value;

/** What a tape would change without a word, and so must never reach one. */
export const anyUnplainValue: fc.Arbitrary<unknown> = fc
  .constantFrom<(() => unknown)[]>(
    () => new Set([1]),
    () => new Map([[1, 2]]),
    () => new Date(0),
    () => new Uint32Array(1),
    () => new DataView(new ArrayBuffer(1)),
    () => /x/,
    () => new Error('x'),
    () => () => 1,
    () => Symbol('x'),
    () => 1n,
    () => -0,
    () => Number.NaN,
    () => -Infinity,
  )
  .map((make) => make());

function anyFieldName(): fc.Arbitrary<string> {
  return fc.string({ maxLength: 6 }).filter((name) => name !== '__proto__');
}
