import { meaningOf } from '../../node/telling/code-words.ts';
import type { StoryEvent } from '../../node/why/story.ts';
import type { Why } from '../../node/why/why.ts';
import { cleanText } from './clean-text.ts';
import { columns } from './columns.ts';
import type { PeerNames } from './peer-names.ts';
import { pathInWords } from './tape-line-in-words.ts';

/** The verdict first, then what led to it: when, in which turn, on which link, and what happened. */
export function whyInWords(why: Why, names: PeerNames): readonly string[] {
  const { peer, address, events, leftOut, later } = why;
  const where = address === '' ? '' : ` (${address})`;
  const who = peer === null ? address : names.full(peer) + where;
  const rows = events.map((event) => [
    `  ${timeOf(event.at)}`,
    `turn ${event.turn}`,
    event.link,
    cleanText(eventInWords(event)),
  ]);
  const missing = leftOut === 0 ? [] : [`  (${leftOut} more in between)`];
  const since =
    later === null ? [] : [`  and later, in turn ${later.turn}: ${reasonOf(later.code, later.by)}`];
  return [`${who} ${cleanText(verdict(why))}`, ...columns(rows), ...missing, ...since];
}

function verdict(why: Why): string {
  const { connected, code, by, turn, events } = why;
  const close = code === null ? null : `${reasonOf(code, by)} in turn ${turn}`;
  if (connected && close === null) return 'is connected';
  if (connected) return `is connected; ${isSince(why) ? 'since then' : 'before that'}: ${close}`;
  if (close !== null) return `is not connected: ${close}`;
  return events.length === 0
    ? 'is not connected, and no connection with it is remembered'
    : 'is about to connect or to part';
}

/** Whether it was another link that ended, while the one that serves was there already. */
function isSince({ events, turn }: Why): boolean {
  const ended = new Set(events.filter(({ what }) => isEnd(what)).map(({ link }) => link));
  const serving = events.find(({ link }) => !ended.has(link));
  return serving !== undefined && serving.turn < (turn ?? 0);
}

function isEnd(what: string): boolean {
  return what === 'disconnected' || what === 'refused';
}

function reasonOf(code: string, by: string | null): string {
  const meaning = meaningOf(code);
  const said = meaning === code ? code : `${meaning} (${code})`;
  return by === null ? said : `${said}, by ${by}`;
}

function eventInWords({ what, from, to, guard, code, by, text, address }: StoryEvent): string {
  const where = what === 'link.dial' || what === 'link.accepted' ? ` ${address}` : '';
  const path = to === undefined ? '' : `  ${pathInWords(from ?? null, to)}`;
  const condition = guard === undefined ? '' : ` (${guard})`;
  const reason = code === undefined ? '' : `: ${code}${by === undefined ? '' : ` by ${by}`}`;
  const said = text === undefined || text === '' ? '' : `, "${text}"`;
  return `${what}${where}${path}${condition}${reason}${said}`;
}

/** On the user's own clock. */
function timeOf(at: number): string {
  const date = new Date(at);
  const ms = String(date.getMilliseconds()).padStart(3, '0');
  return `${date.toTimeString().slice(0, 8)}.${ms}`;
}
