import type { Keys } from '../streams/keys.ts';
import { SystemClock } from '../streams/system-clock.ts';
import { systemEntropy } from '../streams/system-entropy.ts';
import { tcpNetwork } from '../streams/tcp-network.ts';
import type { NodeWishes } from './judge-options.ts';
import { NodeError } from './node-error.ts';
import { randomIdentity, type NodeIdentity } from './node-identity.ts';
import { WatchedNetwork } from './watched-network.ts';
import type { Ports } from './world.ts';

/** What a live node is put together from, besides its machines. */
export interface LiveParts {
  readonly ports: Ports;
  readonly identity: NodeIdentity;
  readonly tls: boolean;
  /** The folder that it holds, for itself alone. */
  readonly data: string | null;
  /** Resolves once nothing of it is open any more. */
  readonly close: () => Promise<void>;
}

export type OpenParts = (wishes: NodeWishes) => Promise<LiveParts>;

/** The world as it is; the run begins when its clock is made. */
export async function openLiveParts({ insecure }: NodeWishes): Promise<LiveParts> {
  if (!insecure) throw new NodeError(NO_TLS, { code: 'usage', hint: 'say insecure: true' });
  const network = new WatchedNetwork(tcpNetwork);
  const clock = new SystemClock();
  return {
    ports: { clock, network, entropy: systemEntropy, keys: noKeys },
    identity: randomIdentity(systemEntropy),
    tls: false,
    data: null,
    close: async () => {
      await network.idle;
      // The system takes a tick to let go of what was closed.
      await new Promise<void>((resolve) => clock.soon(() => clock.soon(resolve)));
    },
  };
}

const NO_TLS = 'there is no TLS yet, and links are not plain unless you say so';
const NOTHING = new Uint8Array(0);

/** Until nodes have keys. */
const noKeys: Keys = {
  prove: () => ({ key: NOTHING, signature: NOTHING, tag: NOTHING }),
  judge: () => null,
};
