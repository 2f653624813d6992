import type { Command } from '../../../protocol/commands.ts';
import { PEER_ID_PATTERN, type PeerId } from '../../../protocol/peer-id.ts';
import { tell, type Asked } from '../../engine/asked.ts';
import type { Judged } from '../context/judged.ts';
import { changeLink, type NodeContext } from '../context/node-context.ts';
import { refuse } from '../context/refuse.ts';
import { dropContactsOf } from '../opening/node-contacts.ts';
import { findPeer } from '../peers/find-peer.ts';
import { tellOfPeer } from '../peers/tell-of-peer.ts';
import { declined, done } from './answer.ts';

type Listing = Extract<Command, { command: 'ban' | 'unban' | 'ignore' | 'unignore' }>;

/** Whom the user does not want, or does not want to hear; kept, so that it is there after a restart. */
export function obeyListing(context: NodeContext, command: Listing): Judged {
  const meant = whomIsMeant(context, command);
  if ('code' in meant) return [context, [declined(command, meant.code, meant.text)]];
  const { id } = meant;
  const list = listOf[command.command];
  const isAdding = command.command === 'ban' || command.command === 'ignore';
  if (isAdding && context[list].isFull && !context[list].has(id)) {
    const text = `no room for more than ${context[list].limit}`;
    return [context, [declined(command, 'list-full', text)]];
  }
  const listed = isAdding
    ? { ...context, [list]: context[list].set(id, id) }
    : strike(context, list, id);
  const [next, asked] = consequences[command.command](listed, id);
  return [next, [keep(listed, list), ...asked, done(command, { peer: id })]];
}

const listOf = { ban: 'banned', unban: 'banned', ignore: 'ignored', unignore: 'ignored' } as const;

type List = 'banned' | 'ignored';

/** Who is let back in begins anew: about trust, the user has the last word. */
function strike(context: NodeContext, list: List, id: PeerId): NodeContext {
  const struck = { ...context, [list]: context[list].delete(id) };
  return list === 'banned' ? { ...struck, standings: struck.standings.delete(id) } : struck;
}

const consequences: Readonly<
  Record<Listing['command'], (context: NodeContext, id: PeerId) => Judged>
> = {
  ban: (context, id) => {
    const [dropped, asked] = dropContactsOf(context, id);
    const [parted, left] = partFrom(dropped, id);
    return [parted, [...asked, ...left, tellOfPeer(context, id, 'banned', BY_USER)]];
  },
  unban: (context, id) => {
    const { state = 'known' } = context.peers.get(id) ?? {};
    return [context, [tellOfPeer(context, id, state, BY_USER)]];
  },
  ignore: (context, id) => [context, tellConnections(context, id, true)],
  unignore: (context, id) => [context, tellConnections(context, id, false)],
};

function partFrom(before: NodeContext, id: PeerId): Judged {
  let context = before;
  const asked: Asked[] = [];
  for (const entry of before.links.values()) {
    if (entry.peer !== id || entry.state === 'leaving') continue;
    const [refused, told] = refuse(context, entry.link, 'banned');
    context = changeLink(refused, entry.link, { contact: null });
    asked.push(...told);
  }
  return [context, asked];
}

function tellConnections({ links }: NodeContext, id: PeerId, ignored: boolean): Asked[] {
  return [...links.values()]
    .filter(({ peer }) => peer === id)
    .map(({ link }) => tell(`node/${link}`, { type: 'ignore', ignored }));
}

const BY_USER = 'user';

function keep(context: NodeContext, list: List): Asked {
  return { type: 'note.keep', page: list, lines: [...context[list].keys()] };
}

/** Somebody who was met, or whose whole id the user knows, or who was put on the list in a life before. */
function whomIsMeant(
  context: NodeContext,
  { command, peer: words }: Listing,
): { readonly id: PeerId } | { readonly code: string; readonly text: string } {
  const id = words.startsWith('@') ? words.slice(1) : words;
  if (PEER_ID_PATTERN.test(id)) return { id };
  const found = findPeer(context, words);
  if (!('code' in found)) return { id: found.peer.id };
  const isStriking = command === 'unban' || command === 'unignore';
  if (!isStriking || found.code !== 'unknown-peer' || !/^@./.test(words)) return found;
  const listed = [...context[listOf[command]].keys()].filter((each) => each.startsWith(id));
  const [first, ...others] = listed;
  return first === undefined || others.length > 0 ? found : { id: first };
}
