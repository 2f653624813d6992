import {
  atMostSoManyLinksPerPeer,
  bothEndsAgree,
  everyLinkEnds,
  everyReasonIsKnown,
} from './check-links.ts';
import { noBroadcastTwice, noHopLimitPassed, viewsStayWithinBounds } from './check-casts.ts';
import { deliveredIsTaken, noTextTwice, oneOutcomePerText } from './check-texts.ts';
import type { Evidence } from './evidence.ts';
import type { Said } from '../protocol/effects.ts';

/** What must hold of every simulation, whatever befell it. */
export const checks: Readonly<Record<CheckName, Check>> = {
  'in time': ({ late }) => late,
  'no fault of our own': noFaultOfOurOwn,
  'every link ends, in bounded time': everyLinkEnds,
  'every close has a reason of the registry': everyReasonIsKnown,
  'both ends agree': bothEndsAgree,
  'at most so many links per peer': atMostSoManyLinksPerPeer,
  'no text twice': noTextTwice,
  'one outcome per text': oneOutcomePerText,
  'delivered means taken': deliveredIsTaken,
  'no broadcast twice': noBroadcastTwice,
  'no hop limit passed': noHopLimitPassed,
  'views stay within bounds': viewsStayWithinBounds,
  'one answer per command': oneAnswerPerCommand,
  'nothing is left': nothingIsLeft,
};

export type CheckName =
  | 'in time'
  | 'no fault of our own'
  | 'every link ends, in bounded time'
  | 'every close has a reason of the registry'
  | 'both ends agree'
  | 'at most so many links per peer'
  | 'no text twice'
  | 'one outcome per text'
  | 'delivered means taken'
  | 'no broadcast twice'
  | 'no hop limit passed'
  | 'views stay within bounds'
  | 'one answer per command'
  | 'nothing is left';

/** Gives one line for each trespass. */
export type Check = (evidence: Evidence) => readonly string[];

export interface Checked {
  readonly check: CheckName;
  readonly trespasses: readonly string[];
}

export function runChecks(evidence: Evidence): readonly Checked[] {
  return Object.entries(checks).map(([name, check]) => ({
    check: name as CheckName,
    trespasses: check(evidence),
  }));
}

function noFaultOfOurOwn({ lives }: Evidence): readonly string[] {
  return lives.flatMap(({ tape, end }) => (end?.how === 'failed' ? [`${tape}: ${end.error}`] : []));
}

/** Unless the node died before it could answer. */
function oneAnswerPerCommand({ lives }: Evidence): readonly string[] {
  return lives.flatMap(({ tape, commands, heard, end }) => {
    const counts = new Map<number, number>();
    for (const { said } of heard)
      for (const id of idsIn(said)) counts.set(id, (counts.get(id) ?? 0) + 1);
    const least = end?.how === 'stopped' ? 1 : 0;
    const ids = Array.from({ length: commands }, (_, index) => index + 1);
    return ids
      .filter((id) => (counts.get(id) ?? 0) < least || (counts.get(id) ?? 0) > 1)
      .map((id) => `${tape} has answered command ${id} ${counts.get(id) ?? 0} times`);
  });
}

/** Of the commands that this answers. */
function idsIn(said: Said): readonly number[] {
  if (said.type === 'answer') return [said.id];
  return said.type === 'accepted' ? said.ids : [];
}

function nothingIsLeft({ lives, leftovers }: Evidence): readonly string[] {
  const trespasses: string[] = [];
  for (const [what, count] of Object.entries(leftovers)) {
    if (count > 0) trespasses.push(`${count} ${what} are left`);
  }
  for (const { tape, end } of lives) {
    if (end === null) trespasses.push(`${tape} is not over`);
    else if (end.actors > 0) trespasses.push(`${tape} ended with ${end.actors} actors`);
    else if (end.timers > 0) trespasses.push(`${tape} ended with ${end.timers} timers`);
  }
  return trespasses;
}
