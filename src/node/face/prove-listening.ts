import { firstValueFrom } from 'rxjs';
import { tcpNetwork } from '../../streams/tcp-network.ts';
import type { NodeWishes } from './judge-options.ts';
import { listenFailure } from '../telling/listen-failure.ts';
import { NodeError } from '../telling/node-error.ts';

/**
 * Listens for a moment, and throws what the user has to know if that cannot be: before there is a
 * data folder with a key in it, for a node that then never runs.
 */
export async function proveListening({ host, port }: Pick<NodeWishes, 'host' | 'port'>) {
  const event = await firstValueFrom(tcpNetwork.listen(host, port));
  if (event.type !== 'failed') return;
  const { code } = event;
  throw new NodeError(listenFailure(event, { host, port }), { code });
}
