import type { Fate } from '../../protocol/mail-words.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import type { OpenCorrespondent, Outgoing } from './correspondents.ts';
import { isOvertaken, suspect } from './correspondents.ts';
import { failThose, forget } from './fail-letters.ts';
import type { MailDraft } from './mail-draft.ts';
import type { Fault } from './mail-asked.ts';
import { dropRoute, dropRoutesOver } from './routes.ts';
import { attend } from './send-letters.ts';
import { setBack } from './set-back.ts';
import { takeFound, takeTooFar } from './take-found.ts';
import { isSamePath } from './ways.ts';

/**
 * Fates of what this node has written or sought, from their subjects. That something was found or delivered is believed
 * of nobody but the peer itself; whoever stands on the way can only say why it goes no further.
 */
export function settleFates(draft: MailDraft, fates: readonly Fate[]): void {
  const delivered = new Map<PeerId, Map<number, Fate>>();
  const faults = new Map<number, Fate[]>();
  for (const fate of fates) {
    const { code, sequences, envelope } = fate;
    if (code === 'found') for (const sequence of sequences) takeFound(draft, fate, sequence);
    else if (code === 'delivered') {
      const its = delivered.get(envelope.origin) ?? new Map<number, Fate>();
      for (const sequence of sequences) its.set(sequence, fate);
      delivered.set(envelope.origin, its);
    } else {
      for (const sequence of sequences) {
        const told = faults.get(sequence);
        if (told === undefined) faults.set(sequence, [fate]);
        else told.push(fate);
      }
    }
  }
  for (const [peer, its] of delivered) settleDelivered(draft, peer, its);
  if (faults.size > 0) settleFaults(draft, faults);
}

function settleDelivered(draft: MailDraft, peer: PeerId, fates: ReadonlyMap<number, Fate>): void {
  const one = draft.correspondent(peer);
  if (one === null) return;
  const settled: Outgoing[] = [];
  one.letters = one.letters.filter((each) => {
    const isSettled = each.sentAt >= 0 && fates.has(each.letter.envelope.sequence);
    if (isSettled) settled.push(each);
    return !isSettled;
  });
  for (const each of settled) {
    const { path } = fates.get(each.letter.envelope.sequence)!;
    draft.outcomes.delivered(each.letter, draft.at - each.postedAt, path);
    forget(draft, each);
    if (each.state === 'sent') noteProgress(draft, peer, one, each);
  }
}

function noteProgress(
  { mail, at }: MailDraft,
  peer: PeerId,
  one: OpenCorrespondent,
  each: Outgoing,
): void {
  const { sentAt, letter, path } = each;
  one.progressAt = at;
  if (!isOvertaken(each, one.overtaker)) one.overtaker = { sentAt, number: letter.number };
  if (sentAt > one.setbackAt) {
    one.setbacks = 0;
    one.suspects = [];
  }
  const route = mail.routes.get(peer);
  const tookUs = at - sentAt;
  if (route === undefined || !isSamePath(route.path, path)) return;
  mail.routes = mail.routes.set(peer, { ...route, tookUs });
}

function settleFaults(draft: MailDraft, faults: ReadonlyMap<number, readonly Fate[]>): void {
  const used = new Set<Fate>();
  for (const peer of draft.mail.correspondents.keys()) {
    const known = draft.look(peer);
    if (known?.letters.some((each) => faultOf(each, faults) !== null) !== true) continue;
    settleFaultsOf(draft, peer, faults, used);
  }
  takeTooFar(draft, (sequence) => (faults.get(sequence) ?? []).filter((fate) => !used.has(fate)));
}

function settleFaultsOf(
  draft: MailDraft,
  peer: PeerId,
  faults: ReadonlyMap<number, readonly Fate[]>,
  used: Set<Fate>,
): void {
  const one = draft.correspondent(peer)!;
  const ended = new Map<Outgoing, Fault>();
  one.letters = one.letters.map((each) => {
    const fate = faultOf(each, faults);
    if (fate === null) return each;
    used.add(fate);
    const { code, path, envelope } = fate;
    const fault = { code, where: envelope.origin, hops: path.length + 1 };
    if (isFinal(each, fate)) {
      ended.set(each, fault);
      return each;
    }
    heedFault(draft, one, each, fate);
    return { ...each, state: 'held', fault };
  });
  failThose(
    draft,
    peer,
    (each) => ended.has(each),
    (each) => ended.get(each)!,
  );
  attend(draft, peer);
}

/** Of somebody who stands on the way that it was sent, at the place where the fate comes from. */
function faultOf(each: Outgoing, faults: ReadonlyMap<number, readonly Fate[]>): Fate | null {
  if (each.state !== 'sent') return null;
  const told = faults.get(each.letter.envelope.sequence);
  if (told === undefined) return null;
  const way = [...each.path, each.letter.target];
  const ofIt = told.find(({ envelope, path }) => {
    const place = path.length;
    return envelope.origin === way[place] && isSamePath(path, way.slice(0, place));
  });
  return ofIt ?? null;
}

/** Another way would not help: that is for its target to say, as others may lie, or have a clock that is off. */
function isFinal({ fixed, letter }: Outgoing, { code, envelope }: Fate): boolean {
  if (fixed !== null) return true;
  return envelope.origin === letter.target && !ofWays.has(code);
}

const ofWays: ReadonlySet<string> = new Set([
  'broken-route',
  'no-relay',
  'bad-route',
  'relay-busy',
  'hop-limit',
]);

/** Who is busy once is asked again after a pause; in all other cases, the next way must be another. */
function heedFault(draft: MailDraft, one: OpenCorrespondent, each: Outgoing, fate: Fate): void {
  const { code, next, envelope } = fate;
  const isBusy = code === 'relay-busy';
  // What was sent before the last setback says nothing of the way that is taken since.
  if (each.sentAt < one.setbackAt) return;
  setBack(draft, one, isBusy ? 1 : 2);
  if (isBusy && one.setbacks < 2) return;
  dropRoutesOver(draft, envelope.origin, code === 'broken-route' ? next : '');
  dropRoute(draft, each.letter.target, each.path);
  // Whoever says so once mostly tells the truth, and the next search goes around what is broken by itself.
  if (one.setbacks > 1 && envelope.origin !== each.letter.target) suspect(one, [envelope.origin]);
}
