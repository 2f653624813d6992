import { judged, sealed } from '../../../overlay/mail/mail.ts';
import type { Judged } from '../context/judged.ts';
import type { NodeContext } from '../context/node-context.ts';
import { mailed, nowOf } from './mailed.ts';

export function mailJudged(
  context: NodeContext,
  {
    batch,
    sound,
    at,
  }: { readonly batch: number; readonly sound: readonly boolean[]; readonly at: number },
): Judged {
  return mailed(context, judged(context.overlay.mail, batch, sound, nowOf(context, at)), at);
}

export function mailSealed(context: NodeContext, { batch, at, ...seals }: Sealed): Judged {
  return mailed(context, sealed(context.overlay.mail, batch, seals, nowOf(context, at)), at);
}

interface Sealed {
  readonly batch: number;
  readonly key: Uint8Array;
  readonly signatures: readonly Uint8Array[];
  readonly at: number;
}
