import * as fc from 'fast-check';
import type { LinkPlan, Offset } from '../../src/sim/link-plan.ts';

const anyOffset: fc.Arbitrary<Offset> = fc.record({
  direction: fc.constantFrom('out', 'in'),
  bytes: fc.nat(3_000),
});

/** Any plan under which a dial is answered. */
export const anyLinkPlan: fc.Arbitrary<LinkPlan> = fc.record(
  {
    latencyUs: fc.nat(100_000),
    bytesPerSecond: fc.constantFrom(1_000, 1_000_000, Infinity),
    segmentation: fc.constantFrom('whole', 'bytes', 'random'),
    resetAfterBytes: anyOffset,
    blackHoleAfterBytes: anyOffset,
    stallAfterBytes: fc
      .tuple(anyOffset, fc.nat(500_000))
      .map(([offset, us]) => ({ ...offset, us })),
  },
  { requiredKeys: ['latencyUs', 'bytesPerSecond', 'segmentation'] },
);
