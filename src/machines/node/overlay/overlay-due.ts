import { due as mailDue, dueAt as mailDueAt } from '../../../overlay/mail/mail.ts';
import { rosterDue } from '../../../overlay/presence/roster.ts';
import { due as rollDue, dueAt as rollDueAt } from '../../../overlay/roll.ts';
import { due as treeDue, dueAt as treeDueAt } from '../../../overlay/tree/tree.ts';
import { due as viewDue } from '../../../overlay/view/due.ts';
import { dueAt as viewDueAt } from '../../../overlay/view/view.ts';
import { tell } from '../../engine/asked.ts';
import { chain, type Judged } from '../context/judged.ts';
import { changeOverlay, type NodeContext } from '../context/node-context.ts';
import type { Overlay } from '../context/overlay-context.ts';
import { asksDue } from '../mail/asks.ts';
import { mailed, nowOf } from '../mail/mailed.ts';
import { rosterNews } from './deliver-casts.ts';
import { enrolDue, joinDue } from './enrolment.ts';
import { lanDue } from './lan-calls.ts';
import { rolled, treed, viewed } from './overlay-asked.ts';
import { presenceDue } from './own-presence.ts';
import { saveDue } from './saved-peers.ts';

const ALARM = 'node/alarm';

/** The alarm has rung: whatever is to be done by now is done. */
export function overlayDue(before: NodeContext, at: number): Judged {
  return chain(
    [changeOverlay(before, { alarmAt: null }), []],
    (context) => treed(context, treeDue(context.overlay.tree, at), at),
    (context) => mailed(context, mailDue(context.overlay.mail, nowOf(context, at)), at),
    (context) => asksDue(context, at),
    (context) => viewed(context, viewDue(context.overlay.view, at), at),
    (context) => rosterFellSilent(context, at),
    (context) => rollFellSilent(context, at),
    (context) => joinDue(context, at),
    (context) => enrolDue(context, at),
    (context) => presenceDue(context, at),
    (context) => lanDue(context, at),
    (context) => saveDue(context, at),
  );
}

function rosterFellSilent(context: NodeContext, at: number): Judged {
  const [roster, news] = rosterDue(context.overlay.roster, at);
  return rosterNews(changeOverlay(context, { roster }), news, 'silence', at);
}

function rollFellSilent(context: NodeContext, at: number): Judged {
  const { roll } = context.overlay;
  return roll === null ? [context, []] : rolled(context, rollDue(roll, at), at);
}

/** After whatever may have changed what comes next: the first thing to do sets the alarm, unless the node leaves. */
export function withAlarm([context, asked]: Judged, at: number): Judged {
  const { overlay } = context;
  if (overlay.isLeaving) return [context, asked];
  const due = nextDue(overlay);
  if (due === overlay.alarmAt) return [context, asked];
  if (due === null) return [changeOverlay(context, { alarmAt: null }), asked];
  const set = changeOverlay(context, { alarmAt: due, hasAlarm: true });
  const input = { delayUs: Math.max(0, due - at) };
  if (!overlay.hasAlarm) {
    return [set, [...asked, { type: 'actor.start', path: ALARM, machine: 'alarm', input }]];
  }
  return [set, [...asked, tell(ALARM, { type: 'alarm.set', due })]];
}

export function dropAlarm(context: NodeContext): Judged {
  return [context, context.overlay.hasAlarm ? [tell(ALARM, { type: 'alarm.off' })] : []];
}

function nextDue(overlay: Overlay): number | null {
  const { roll, roster, joining, presenceAt, enrolAt, saveAt, lanAt } = overlay;
  const times = [
    treeDueAt(overlay.tree),
    mailDueAt(overlay.mail),
    overlay.asksAt,
    viewDueAt(overlay.view),
    roster.checkAt,
    roll === null ? null : rollDueAt(roll),
    joining.awaited.length > 0 ? joining.until : null,
    presenceAt,
    enrolAt,
    saveAt,
    lanAt,
  ];
  let first = Infinity;
  for (const time of times) if (time !== null && time < first) first = time;
  return first === Infinity ? null : first;
}
