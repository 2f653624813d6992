import type { Answered } from '../../node/telling/node-event.ts';
import type { PeerNames } from './peer-names.ts';

/** That something is done, where a console is told so by an event, which goes by whoever only asks. */
export function doneInWords({ command, result }: Answered, names: PeerNames): readonly string[] {
  const { peer, to, ms } = (result ?? {}) as Partial<Record<string, string>>;
  const who = to ?? peer;
  const what = ms === undefined ? (deeds[command] ?? 'done') : 'delivered to';
  return [who === undefined ? what : `${what} ${names.full(who)}`];
}

const deeds: Readonly<Record<string, string>> = {
  connect: 'connected to',
  disconnect: 'parted from',
  send: 'accepted for',
  ban: 'banned',
  unban: 'no longer banned:',
  ignore: 'ignoring',
  unignore: 'no longer ignored:',
  quit: 'it says goodbye and stops',
};
