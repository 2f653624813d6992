import { DataFolderError } from '../../streams/folder/data-folder-error.ts';
import { openDataFolder, type DataFolder } from '../../streams/folder/data-folder.ts';
import { newIdentity } from '../../streams/identity/identity.ts';
import { nodeKeys } from '../../streams/node-keys.ts';
import { SystemClock } from '../../streams/system-clock.ts';
import { systemEntropy } from '../../streams/system-entropy.ts';
import { tcpNetwork } from '../../streams/tcp-network.ts';
import { tlsNetwork } from '../../streams/tls-network.ts';
import type { Instance, PeerId } from '../../protocol/peer-id.ts';
import type { NodeWishes } from './judge-options.ts';
import { NodeError } from '../telling/node-error.ts';
import { FolderNotebook } from './folder-notebook.ts';
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
  /** From now on, somebody hears of what could not be kept in the folder. */
  readonly tellLoss: (tell: (why: string) => void) => void;
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
async function partsWith(
  folder: DataFolder | null,
  { insecure, networkKey }: NodeWishes,
): Promise<LiveParts> {
  const identity = folder?.identity ?? (await newIdentity());
  const network = new WatchedNetwork(insecure ? tcpNetwork : tlsNetwork(identity));
  const clock = new SystemClock();
  const notebook = folder === null ? null : new FolderNotebook(folder);
  const keys = nodeKeys(identity, networkKey);
  const ports = { clock, network, entropy: systemEntropy, keys };
  return {
    ports: notebook === null ? ports : { ...ports, notebook },
    id: identity.id,
    instance: { boot: folder?.boot ?? 1, nonce: randomUint32(systemEntropy) },
    tls: !insecure,
    data: folder?.path ?? null,
    banned: (await notebook?.read('banned')) ?? [],
    ignored: (await notebook?.read('ignored')) ?? [],
    tellLoss: (tell) => notebook?.tellLoss(tell),
    close: async () => {
      await network.idle;
      // The system takes a tick to let go of what was closed.
      await new Promise<void>((resolve) => clock.soon(() => clock.soon(resolve)));
      await folder?.close();
    },
  };
}
