import * as fc from 'fast-check';

export type TableChange =
  | { readonly type: 'set'; readonly key: string; readonly value: number }
  | { readonly type: 'delete'; readonly key: string };

/** Few keys, so that they come again, and few values, so that some writes change nothing. */
const anyKey = fc.oneof(
  fc.nat(40).map((index) => `node/o${index}`),
  fc.constantFrom('', '__proto__', 'constructor', '\ud800', 'é', 'a'.repeat(52)),
);

export const anyTableChange: fc.Arbitrary<TableChange> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('set'), key: anyKey, value: fc.nat(3) }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('delete'), key: anyKey }) },
);
