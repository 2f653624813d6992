import type { Report } from '../../../protocol/effects.ts';
import type { PeerId } from '../../../protocol/peer-id.ts';
import type { NodeContext } from '../context/node-context.ts';

/** What has become of a peer, with how it is called and where it is as far as that is known: nobody may be linked to it. */
export function tellOfPeer(
  { peers }: NodeContext,
  peer: PeerId,
  state: string,
  cause: string,
): Report {
  const { name = '', address = '' } = peers.get(peer) ?? {};
  return { type: 'report', event: 'peer', peer, name, address, state, cause };
}
