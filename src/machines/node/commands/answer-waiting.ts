import type { CloseCode, Reason } from '../../../protocol/close-codes.ts';
import type { Asked } from '../../engine/asked.ts';
import { chain, type Judged } from '../context/judged.ts';
import {
  changeLink,
  servingLink,
  type LinkEntry,
  type NodeContext,
} from '../context/node-context.ts';
import { openDial } from '../opening/open-link.ts';
import { pinned } from '../overlay/neighbours.ts';

/**
 * Commands that wait for a link: a `connect` for what becomes of its dial, or for the end of a
 * connection that is leaving, to dial anew then; a `disconnect` for the end.
 *
 * A link that closes has its answers. But whoever waits for a connection to its peer waits on if
 * another link may become one.
 */
export function answerWaiting(
  context: NodeContext,
  entry: LinkEntry,
  reason: Reason,
  at: number,
): Judged {
  const { peer, expected, connects, disconnects } = entry;
  const [next, asked] = handOver(context, expected ?? peer, connects, at) ?? [
    context,
    connects.map((id) => failedConnect(id, reason)),
  ];
  const parted = disconnects.map((id): Asked => ({
    type: 'answer',
    id,
    command: 'disconnect',
    outcome: { ok: true, result: { peer } },
  }));
  return [next, [...asked, ...parted]];
}

/** The connection has closed, and its place is free. */
export function dialAnew(
  context: NodeContext,
  { peer, redials, wantedAgain: expected }: LinkEntry,
  at: number,
): Judged {
  if (redials.length === 0) return [context, []];
  const { address } = context.peers.get(peer!)!;
  return (
    handOver(context, peer, redials, at) ??
    openDial(context, address, { connects: redials, expected })
  );
}

/** Nobody shall dial anew after this connection: the user has parted once more, or the node stops. */
export function dropRedials(context: NodeContext, link: string, code: CloseCode): Judged {
  const { redials } = context.links.get(link)!;
  if (redials.length === 0) return [context, []];
  const answers = redials.map((id) => failedConnect(id, { code, by: 'us' }));
  return [changeLink(context, link, { redials: [] }), answers];
}

export function dropAllRedials(before: NodeContext): Judged {
  let context = before;
  const asked: Asked[] = [];
  for (const link of before.links.keys()) {
    const [next, answers] = dropRedials(context, link, 'quit');
    context = next;
    asked.push(...answers);
  }
  return [context, asked];
}

export function connectAnswer(id: number, peer: string, already: boolean): Asked {
  return {
    type: 'answer',
    id,
    command: 'connect',
    outcome: { ok: true, result: { peer, already } },
  };
}

function failedConnect(id: number, { code, text }: Reason): Asked {
  return { type: 'answer', id, command: 'connect', outcome: { ok: false, code, text: text ?? '' } };
}

/** null: nothing serves the peer, and no link is about to. */
function handOver(
  context: NodeContext,
  peer: LinkEntry['peer'],
  connects: readonly number[],
  at: number,
): Judged | null {
  if (peer === null || connects.length === 0) return null;
  if (servingLink(context, peer) !== null) {
    const answers = connects.map((id) => connectAnswer(id, peer, true));
    return chain(pinned(context, peer, at), (next) => [next, answers]);
  }
  const heir = [...context.links.values()].find(
    (other) => other.peer === peer && other.state !== 'leaving',
  );
  if (heir === undefined) return null;
  return [changeLink(context, heir.link, { connects: [...heir.connects, ...connects] }), []];
}
