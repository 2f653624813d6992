import { orderOf } from '../origin-window.ts';
import type { Fate } from '../../protocol/mail-words.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import type { ToJudge } from './to-judge.ts';
import type { MailDraft } from './mail-draft.ts';
import { settleFates } from './settle-fates.ts';
import { nextOfFate } from './ways.ts';

/**
 * Fates go back the way that their words came. Nobody says what became of a fate: whoever waits for one that is lost
 * sends its word again.
 */
export function hearFates(
  draft: MailDraft,
  fates: readonly Fate[],
  from: PeerId,
  toJudge: ToJudge,
): void {
  const { mail, own, now } = draft;
  const sure: Fate[] = [];
  for (const fate of fates) {
    const next = nextOfFate(fate, own, from);
    const isOdd = next === null || fate.envelope.expires <= now.wallMs;
    if (isOdd || !(next === own ? isAwaited(draft, fate) : isPassable(draft, next))) {
      draft.count('odd');
    } else if (!mail.settings.signs || (next === own && fate.path.length === 0)) sure.push(fate);
    else toJudge.add(fate);
  }
  passFates(draft, sure, from);
}

/** They are from their subjects. */
export function passFates(draft: MailDraft, fates: readonly Fate[], from: PeerId): void {
  const own: Fate[] = [];
  for (const fate of fates) {
    const next = nextOfFate(fate, draft.own, from)!;
    if (next === draft.own) own.push(fate);
    else draft.say(next, fate);
  }
  if (own.length > 0) settleFates(draft, own);
}

function isPassable({ mail }: MailDraft, next: PeerId): boolean {
  return mail.settings.relays && mail.neighbours.has(next);
}

/** Whether it can be about anything: what nobody waits for is not worth a judgement. */
function isAwaited({ mail }: MailDraft, { instance, envelope, code }: Fate): boolean {
  const { origin: subject } = envelope;
  if (orderOf(instance, mail.settings.instance) !== 0) return false;
  if (code === 'found') return mail.seeking.has(subject) || mail.routes.has(subject);
  if (code === 'delivered') return (mail.correspondents.get(subject)?.letters.length ?? 0) > 0;
  return mail.letters > 0 || mail.seeking.size > 0;
}
