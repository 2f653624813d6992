import { limits } from '../../protocol/limits.ts';
import type { Letter } from '../../protocol/mail-words.ts';
import { hasLeft, spend, type Terms } from '../../values/budget.ts';
import { OriginsDraft } from '../origins.ts';
import type { OriginVerdict } from '../origins.ts';
import type { MailDraft } from './mail-draft.ts';
import { learnRoute, wayTo } from './routes.ts';

/**
 * Letters for this node, from whom they say. Each number counts once; its fate is said again as often as it comes, since
 * its origin sends it again if the fate was lost.
 */
export function takeLetters(draft: MailDraft, run: readonly Letter[]): void {
  const { mail, now } = draft;
  const { envelope, path } = run[0]!;
  const isBanned = now.isBanned(envelope.origin);
  const origins = new OriginsDraft(mail.origins, now.wallMs);
  for (const letter of run) {
    const code = isBanned || !isKnown(letter.purpose) ? 'not-wanted' : take(draft, origins, letter);
    if (code !== null) draft.fates.tell(letter.envelope, path, code);
  }
  mail.origins = origins.close();
}

/** Who asks waits for an answer: no search is needed to give it, unless those on the way have lied or gone since. */
function learnWayBack(draft: MailDraft, { envelope, path }: Letter): void {
  const { mail } = draft;
  const { origin } = envelope;
  const back = path.toReversed();
  const isWay = path.length > 0 && path.length < mail.settings.hopLimit;
  if (
    !isWay ||
    wayTo(mail, origin) !== null ||
    mail.seeking.has(origin) ||
    !mail.neighbours.has(back[0]!)
  )
    return;
  learnRoute(draft, origin, { path: back, tookUs: 0, seeks: [] });
}

/** Gives the fate to be told; null: nobody waits for it any more. */
function take(draft: MailDraft, origins: OriginsDraft, letter: Letter): string | null {
  const numbered = { ...letter.envelope, sequence: letter.number };
  const verdict = origins.verdictOn(numbered);
  if (verdict === 'seen') draft.count('again');
  if (verdict !== 'new') return fateOf[verdict];
  if (!origins.isKnown(letter.envelope.origin) && !mayCome(draft, origins, letter)) {
    draft.count('tooMany');
    return 'relay-busy';
  }
  origins.note(numbered);
  draft.count('taken');
  if (letter.purpose !== 'echo') draft.deliver(letter);
  if (letter.purpose === 'ask') learnWayBack(draft, letter);
  return 'delivered';
}

/**
 * Names cost nothing. Were those forgotten who have written before, for others who have not, any neighbour could make this
 * node deaf to all by many invented ones; so they come at a pace, and it is they who wait.
 */
function mayCome(draft: MailDraft, origins: OriginsDraft, { path }: Letter): boolean {
  const { mail, at } = draft;
  const via = path.at(-1);
  // Whose link shows who it is has no invented name.
  if (via === undefined) return true;
  const neighbour = mail.neighbours.get(via);
  if (neighbour === undefined || !hasLeft(neighbour.newcomersWholeAt, at, ofNewcomers))
    return false;
  if (!origins.hasRoom()) return false;
  const newcomersWholeAt = spend(neighbour.newcomersWholeAt, 1, at, ofNewcomers);
  mail.neighbours = mail.neighbours.set(via, { ...neighbour, newcomersWholeAt });
  return true;
}

const ofNewcomers: Terms = {
  most: limits.newcomersMax,
  healMs: limits.newcomerHealMs,
  debt: 0,
};

const fateOf = {
  seen: 'delivered',
  expired: 'expired',
  'too-early': 'clock-off',
  stale: null,
} as const satisfies Record<Exclude<OriginVerdict, 'new'>, string | null>;

function isKnown(purpose: string): boolean {
  return purposes.has(purpose);
}

const purposes: ReadonlySet<string> = new Set(['text', 'ask', 'answer', 'decline', 'echo']);
