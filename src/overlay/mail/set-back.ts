import { limits } from '../../protocol/limits.ts';
import type { OpenCorrespondent } from './correspondents.ts';
import type { MailDraft } from './mail-draft.ts';

/** A way has come to nothing: from so many such times in a row on, the next is sought after a pause, which gets longer. */
export function setBack({ at }: MailDraft, one: OpenCorrespondent, pausesFrom: number): void {
  one.setbacks += 1;
  one.setbackAt = at;
  if (one.setbacks < pausesFrom) return;
  const times = 2 ** Math.min(one.setbacks - pausesFrom, LONGEST);
  one.pausedUntil = at + limits.seekTimeoutMs * 1_000 * times;
}

const LONGEST = 4;
