import { limits } from '../../protocol/limits.ts';
import type { Fate } from '../../protocol/mail-words.ts';
import type { Envelope } from '../../protocol/envelope.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { hasLeft, spend, type Terms } from '../../values/budget.ts';
import type { MailDraft } from './mail-draft.ts';
import { isSamePath } from './ways.ts';

/** What this node has to say of words of others, gathered: what goes the same way back and says the same is one word. */
export class FatesToSay {
  readonly #fates: Told[] = [];
  #byKey: Map<string, Told> | null = null;

  tell(about: Envelope, path: readonly PeerId[], code: string, next: Fate['next'] = ''): void {
    this.#toldLike(about, path, code, next).sequences.push(about.sequence);
  }

  say(draft: MailDraft): void {
    for (const told of this.#fates) {
      for (let start = 0; start < told.sequences.length; start += limits.fateSequencesMax) {
        if (told.isRefusal && !spendRefusal(draft, told)) draft.count('tooMany');
        else sayFate(draft, told, told.sequences.slice(start, start + limits.fateSequencesMax));
      }
    }
  }

  #toldLike(about: Envelope, path: readonly PeerId[], code: string, next: Fate['next']): Told {
    const last = this.#fates.at(-1);
    if (last !== undefined && isLike(last, about, path, code, next)) return last;
    const { origin: to, instance } = about;
    const key = `${to}${instance.boot}.${instance.nonce}${path.join('')}${code}.${next}`;
    this.#byKey ??= new Map();
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const isRefusal = code !== 'delivered' && code !== 'found';
    const told = { to, instance, path, code, next, isRefusal, sequences: [] };
    this.#byKey.set(key, told);
    this.#fates.push(told);
    return told;
  }
}

interface Told extends Pick<Fate, 'to' | 'instance' | 'path' | 'code' | 'next'> {
  readonly isRefusal: boolean;
  readonly sequences: number[];
}

function isLike(
  told: Told,
  { origin, instance }: Envelope,
  path: readonly PeerId[],
  code: string,
  next: Fate['next'],
): boolean {
  return (
    told.code === code &&
    told.next === next &&
    told.to === origin &&
    told.instance.boot === instance.boot &&
    told.instance.nonce === instance.nonce &&
    isSamePath(told.path, path)
  );
}

/** Whoever sends what cannot be passed on makes this node sign and send as well: so much for each neighbour and no more. */
function spendRefusal({ mail, at }: MailDraft, { to, path }: Told): boolean {
  const via = path.at(-1) ?? to;
  const neighbour = mail.neighbours.get(via);
  if (neighbour === undefined || !hasLeft(neighbour.refusalsWholeAt, at, ofRefusals)) return false;
  const refusalsWholeAt = spend(neighbour.refusalsWholeAt, 1, at, ofRefusals);
  mail.neighbours = mail.neighbours.set(via, { ...neighbour, refusalsWholeAt });
  return true;
}

const ofRefusals: Terms = { most: limits.refusalsMax, healMs: limits.refusalHealMs, debt: 0 };

/** To a neighbour, the link shows who says it. */
function sayFate(draft: MailDraft, told: Told, sequences: readonly number[]): void {
  const { to, instance, path, code, next } = told;
  const { mail, own, now } = draft;
  const via = path.at(-1) ?? to;
  if (!mail.neighbours.has(via)) return;
  const envelope = {
    origin: own,
    instance: mail.settings.instance,
    sequence: mail.nextFate,
    hopLimit: path.length + 1,
    expires: expiryOf(now.wallMs),
    key: NOTHING,
    signature: NOTHING,
  };
  mail.nextFate += 1;
  const fate: Fate = { kind: 'fate', to, instance, sequences, envelope, code, next, path };
  if (mail.settings.signs && path.length > 0) draft.seal(fate);
  else draft.say(via, fate);
}

/** Whoever has a clock that is not too far off has it in time. */
export function expiryOf(wallMs: number): number {
  return Math.floor(wallMs) + limits.castLifeMs;
}

export const NOTHING = new Uint8Array(0);
