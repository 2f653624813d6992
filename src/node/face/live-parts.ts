import type { Clock } from '../../streams/clock.ts';
import { DataFolderError } from '../../streams/folder/data-folder-error.ts';
import { openDataFolder, type DataFolder } from '../../streams/folder/data-folder.ts';
import { newIdentity, type Identity } from '../../streams/identity/identity.ts';
import { judgeSealsInPool } from '../../streams/judge-seals-in-pool.ts';
import type { Lan } from '../../streams/lan.ts';
import { nodeKeys } from '../../streams/node-keys.ts';
import { SystemClock } from '../../streams/system-clock.ts';
import { systemEntropy } from '../../streams/system-entropy.ts';
import { tcpNetwork } from '../../streams/tcp-network.ts';
import { tlsNetwork } from '../../streams/tls-network.ts';
import { UdpLan } from '../../streams/udp-lan.ts';
import type { Instance, PeerId } from '../../protocol/peer-id.ts';
import type { NodeWishes } from './judge-options.ts';
import { NodeError } from '../telling/node-error.ts';
import { FolderNotebook } from './folder-notebook.ts';
import { type Loss, Losses } from './losses.ts';
import { randomUint32 } from './random-uint32.ts';
import { WatchedNetwork } from './watched-network.ts';
import type { Ports } from '../running/world.ts';

/** What a live node is put together from, besides its machines. */
export interface LiveParts {
  readonly ports: Ports;
  readonly id: PeerId;
  readonly instance: Instance;
  readonly tls: boolean;
  /** The folder that it holds, for itself alone. */
  readonly data: string | null;
  readonly banned: readonly PeerId[];
  readonly ignored: readonly PeerId[];
  /** Where peers were in earlier runs, as `ID@host:port`, those seen last first. */
  readonly saved: readonly string[];
  /** From now on, somebody hears of what the node goes on without; and of what it does already. */
  readonly tellLosses: (tell: (loss: Loss) => void) => void;
  /** Resolves once nothing of it is open any more. */
  readonly close: () => Promise<void>;
}

/** The world as it is; the run begins when its clock is made. */
export async function openLiveParts(wishes: NodeWishes): Promise<LiveParts> {
  let folder: DataFolder | null = null;
  try {
    if (wishes.data !== null) folder = await openDataFolder(wishes.data);
    return await partsWith(folder, wishes);
  } catch (error) {
    await folder?.close();
    if (!(error instanceof DataFolderError)) throw error;
    const { message, code, hint, cause } = error;
    throw new NodeError(message, { code, cause, ...(hint === '' ? {} : { hint }) });
  }
}

/** Without a folder, a node is somebody new at each start. */
async function partsWith(folder: DataFolder | null, wishes: NodeWishes): Promise<LiveParts> {
  const { insecure, networkKey, signs, discovery } = wishes;
  const losses = new Losses();
  const identity = folder?.identity ?? (await newIdentity());
  const network = new WatchedNetwork(insecure ? tcpNetwork : tlsNetwork(identity));
  const clock = new SystemClock();
  const notebook = folder === null ? null : new FolderNotebook(folder, losses);
  const keys = nodeKeys(identity, networkKey, { signs, judgeSeals: judgeSealsInPool() });
  const around = {
    ...(notebook === null ? {} : { notebook }),
    ...(discovery.includes('lan') ? { lan: lanOf(identity, wishes, clock, losses) } : {}),
  };
  const saved = discovery.includes('saved')
    ? await notebook?.readPeers(wishes.network, clock.wall())
    : [];
  return {
    ports: { clock, network, entropy: systemEntropy, keys, ...around },
    id: identity.id,
    instance: { boot: folder?.boot ?? 1, nonce: randomUint32(systemEntropy) },
    tls: !insecure,
    data: folder?.path ?? null,
    banned: (await notebook?.readIds('banned')) ?? [],
    ignored: (await notebook?.readIds('ignored')) ?? [],
    saved: saved ?? [],
    tellLosses: (tell) => losses.tell(tell),
    close: async () => {
      await network.idle;
      // The system takes a tick to let go of what was closed.
      await new Promise<void>((resolve) => clock.soon(() => clock.soon(resolve)));
      await folder?.close();
    },
  };
}

function lanOf({ id }: Identity, { network, host }: NodeWishes, clock: Clock, losses: Losses): Lan {
  const tell = (why: string): void => {
    losses.note({ code: 'lan-failed', text: `not all around are called or heard: ${why}` });
  };
  return new UdpLan({ name: { network, id }, host, clock, tell });
}
