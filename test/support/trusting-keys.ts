import { emptySeals } from '../../src/streams/origin-seals.ts';
import type { Keys } from '../../src/streams/keys.ts';

const NOTHING = new Uint8Array(0);

/** Keys of a world in which nobody lies about who they are. */
export const trustingKeys: Keys = {
  prove: () => ({ key: NOTHING, signature: NOTHING, tag: NOTHING }),
  judge: () => null,
  ...emptySeals,
};
