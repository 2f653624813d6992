import type { Ports } from '../node/world.ts';
import type { Keys } from '../streams/keys.ts';
import { SystemClock } from '../streams/system-clock.ts';
import { systemEntropy } from '../streams/system-entropy.ts';
import { tcpNetwork } from '../streams/tcp-network.ts';

const NOTHING = new Uint8Array(0);

/** The world as it is; a run begins when its clock is made. */
export function livePorts(): Ports {
  return { clock: new SystemClock(), network: tcpNetwork, entropy: systemEntropy, keys: noKeys };
}

/** Until nodes have keys. */
const noKeys: Keys = {
  prove: () => ({ key: NOTHING, signature: NOTHING, tag: NOTHING }),
  judge: () => null,
};
