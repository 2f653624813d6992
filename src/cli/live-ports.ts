import type { Ports } from '../node/world.ts';
import { SystemClock } from '../streams/system-clock.ts';
import { systemEntropy } from '../streams/system-entropy.ts';
import { tcpNetwork } from '../streams/tcp-network.ts';

/** The world as it is; a run begins when its clock is made. */
export function livePorts(): Ports {
  return { clock: new SystemClock(), network: tcpNetwork, entropy: systemEntropy };
}
