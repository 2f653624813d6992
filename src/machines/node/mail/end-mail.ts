import { countsOf, giveUp } from '../../../overlay/mail/mail.ts';
import { chain, type Judged } from '../context/judged.ts';
import type { NodeContext } from '../context/node-context.ts';
import { endAsks } from './asks.ts';
import { mailed } from './mailed.ts';
import { endTraces } from './route-traces.ts';

/** Whether letters of this node's own have no outcome yet. */
export function hasMailUnderWay({ overlay }: NodeContext): boolean {
  return countsOf(overlay.mail).waiting > 0;
}

/** The node stops: whoever waits is told that nothing will come any more. */
export function endMail(before: NodeContext, at: number): Judged {
  return chain(
    endTraces(before),
    (context) => endAsks(context),
    (context) => mailed(context, giveUp(context.overlay.mail, 'not-running'), at),
  );
}
