import type { Refused } from '../../node/telling/node-event.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import type { PeerNames } from './peer-names.ts';
import { reasonInWords, reasonOfPeer } from './reason-in-words.ts';

/** Who did not connect, whoever decided that, and why. */
export function refusalInWords(
  refused: Refused,
  names: PeerNames,
  { isPlain }: { readonly isPlain: boolean },
): string {
  const { address, peer, inbound, by, code } = refused;
  if (inbound && code === 'tls-failed') return `no greeting from ${address} (${code})`;
  const who = peer === undefined ? address : `${names.full(peer)} (${address})`;
  const wasTurnedAway = by === (inbound ? 'us' : 'peer');
  const what = inbound
    ? ['no connection from', 'turned away']
    : ['no connection to', 'turned away by'];
  const said = `${what[Number(wasTurnedAway)]} ${who}: ${claimIn(refused, names) ?? whyOf(refused)}`;
  return isPlain && by === 'us' && code === 'frame-too-long' ? said + NO_NODE : said;
}

/** Of a seed node: it is not the only way in which others are found, and is tried again and again. */
export function seedFailureInWords(refused: Refused): string {
  const { address, code } = refused;
  if (code === 'self') return `${address} is named as a seed node, and is this node itself`;
  return `no answer from the seed node ${address}, which is tried again: ${whyOf(refused)}`;
}

function whyOf({ by, code }: Refused): string {
  return by === 'peer' ? reasonOfPeer(code) : reasonInWords(code);
}

/** Whom it pretended to be, as that one is known here; the node says so with a whole id. */
function claimIn({ code, by, text = '' }: Refused, names: PeerNames): string | null {
  const id = code === 'wrong-key' && by === 'us' ? wholeIdIn(text) : null;
  if (id === null) return null;
  const [name, own] = [names.full(id), names.brief(id)];
  return `it calls itself ${name}, but has not shown ${own}'s key (${code})`;
}

function wholeIdIn(text: string): PeerId | null {
  return /@([a-z2-7]{52})\b/.exec(text)?.[1] ?? null;
}

/** The first bytes of TLS or HTTP, read as a length, are beyond any frame's. */
const NO_NODE = '; it may want encrypted links, or be something else than a node';
