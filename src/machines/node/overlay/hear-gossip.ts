import { hear as hearMail } from '../../../overlay/mail/mail.ts';
import type { TreeWord } from '../../../overlay/tree/tree-state.ts';
import { hear as hearTree } from '../../../overlay/tree/tree.ts';
import { hear as hearView } from '../../../overlay/view/hear.ts';
import type { MailWord } from '../../../protocol/mail-words.ts';
import type { Gossip } from '../../../protocol/messages.ts';
import { chain, type Judged } from '../context/judged.ts';
import type { LinkEntry, NodeContext } from '../context/node-context.ts';
import { wallAt } from '../context/wall-at.ts';
import { mailed, nowOf } from '../mail/mailed.ts';
import { hearEnrol, hearRoll } from './enrolment.ts';
import { hearMissing } from './missing-peers.ts';
import { treed, viewed } from './overlay-asked.ts';
import { isNeighbour } from './purposes.ts';

/**
 * What was said on a link in one input: what is passed on to everybody first, and in one go; what else there is, until a
 * word of it ends the connection.
 */
export function hearGossip(
  before: NodeContext,
  {
    link,
    messages,
    at,
  }: { readonly link: string; readonly messages: readonly Gossip[]; readonly at: number },
): Judged {
  const entry = before.links.get(link);
  if (entry?.state !== 'established' && entry?.state !== 'leaving') return [before, []];
  if (entry.peer === null) return [before, []];
  const from = entry.peer;
  const casts = isNeighbour(entry) ? messages.filter(isTreeWord) : [];
  const mail = isNeighbour(entry) ? messages.filter(isMailWord) : [];
  const rest = messages.filter((message) => !isTreeWord(message) && !isMailWord(message));
  return chain(
    casts.length === 0 ? [before, []] : hearCasts(before, from, casts, at),
    (context) => (mail.length === 0 ? [context, []] : hearWords(context, from, mail, at)),
    ...rest.map((message) => (context: NodeContext): Judged => {
      const { state } = context.links.get(link)!;
      return state === entry.state ? hearOne(context, entry, message, at) : [context, []];
    }),
  );
}

function hearCasts(
  context: NodeContext,
  from: string,
  words: readonly TreeWord[],
  at: number,
): Judged {
  const { tree } = context.overlay;
  return treed(context, hearTree(tree, from, words, wallAt(context, at), at), at);
}

function hearWords(
  context: NodeContext,
  from: string,
  words: readonly MailWord[],
  at: number,
): Judged {
  return mailed(context, hearMail(context.overlay.mail, from, words, nowOf(context, at)), at);
}

function hearOne(context: NodeContext, from: LinkEntry, message: Gossip, at: number): Judged {
  switch (message.kind) {
    case 'enrol':
      return hearEnrol(context, from, message, at);
    case 'roll':
      return hearRoll(context, from, message, at);
    case 'missing':
      return hearMissing(context, from, message.peer, at);
    case 'newcomer':
    case 'shuffle':
    case 'shuffled':
      if (!isNeighbour(from)) return [context, []];
      return viewed(context, hearView(context.overlay.view, from.peer!, message, at), at);
    default:
      return [context, []];
  }
}

function isMailWord(message: Gossip): message is MailWord {
  return message.kind === 'seek' || message.kind === 'letter' || message.kind === 'fate';
}

function isTreeWord(message: Gossip): message is TreeWord {
  return TREE_WORDS.has(message.kind);
}

const TREE_WORDS: ReadonlySet<string> = new Set<TreeWord['kind']>([
  'broadcast',
  'presence',
  'have',
  'graft',
  'prune',
]);
