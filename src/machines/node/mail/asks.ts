import type { FaultPlace, LetterTaken } from '../../../protocol/effects.ts';
import { limits } from '../../../protocol/limits.ts';
import type { Asked } from '../../engine/asked.ts';
import type { Judged } from '../context/judged.ts';
import { changeOverlay, type NodeContext } from '../context/node-context.ts';
import type { PendingAsk } from '../context/overlay-context.ts';
import { meaningOf } from './meaning-of.ts';

/** A letter that wants an answer: the command that waits for it has the answer for its own, or a reason, in time. */
export function askBegun(before: NodeContext, sequence: number, ask: PendingAsk): NodeContext {
  const { asks, asksAt } = before.overlay;
  return changeOverlay(before, {
    asks: asks.set(String(sequence), ask),
    asksAt: asksAt ?? ask.until,
  });
}

/** Whether so much is asked already that there is no room for another one. */
export function asksTooMuch({ overlay: { asks } }: NodeContext, topic: string): boolean {
  let ofTopic = 0;
  for (const ask of asks.values()) if (ask.topic === topic) ofTopic += 1;
  return asks.isFull || ofTopic >= limits.asksPerTopicMax;
}

/** Only who was asked can answer. */
export function settleAsk(context: NodeContext, letter: LetterTaken): Judged {
  const ask = context.overlay.asks.get(String(letter.re));
  if (ask === undefined || ask.to !== letter.from) return [context, []];
  if (letter.purpose === 'decline') return failAsk(context, letter.re, codeOf(letter.topic));
  const { from, hops, path } = letter;
  const told: Asked = { type: 'report', event: 'mail', letters: [letter] };
  const result = { from, sequence: letter.re, hops, path };
  return without(context, letter.re, [told, answer(ask, { ok: true, result })]);
}

export function failAsk(
  context: NodeContext,
  sequence: number,
  code: string,
  place: FaultPlace = {},
): Judged {
  const ask = context.overlay.asks.get(String(sequence));
  if (ask === undefined) return [context, []];
  const text = meaningOf(code);
  return without(context, sequence, [answer(ask, { ok: false, code, text, ...place })]);
}

/** Asks are many, and looked through only when the first of them would be over. */
export function asksDue(before: NodeContext, at: number): Judged {
  const { asksAt } = before.overlay;
  if (asksAt === null || asksAt > at) return [before, []];
  const [context, asked] = failThose(before, ({ until }) => until <= at, 'no-answer');
  return [changeOverlay(context, { asksAt: firstEnd(context.overlay.asks) }), asked];
}

/** The node stops. */
export function endAsks(before: NodeContext): Judged {
  return failThose(before, () => true, 'not-running');
}

function firstEnd(asks: NodeContext['overlay']['asks']): number | null {
  let first: number | null = null;
  for (const { until } of asks.values()) if (first === null || until < first) first = until;
  return first;
}

function failThose(
  before: NodeContext,
  isOver: (ask: PendingAsk) => boolean,
  code: string,
): Judged {
  let context = before;
  const asked: Asked[] = [];
  for (const [sequence, ask] of before.overlay.asks) {
    if (!isOver(ask)) continue;
    const [next, more] = failAsk(context, Number(sequence), code);
    context = next;
    asked.push(...more);
  }
  return [context, asked];
}

function without(context: NodeContext, sequence: number, asked: readonly Asked[]): Judged {
  const asks = context.overlay.asks.delete(String(sequence));
  return [changeOverlay(context, { asks }), asked];
}

function answer({ command }: PendingAsk, outcome: Extract<Asked, { type: 'answer' }>['outcome']) {
  return { type: 'answer', id: command, command: 'ask', outcome } as const;
}

/** What somebody else says is why is one of the reasons that there are. */
function codeOf(said: string): string {
  return DECLINES.has(said) ? said : 'answer-failed';
}

const DECLINES: ReadonlySet<string> = new Set(['no-such-topic', 'topic-busy', 'answer-failed']);
