import type { Fate } from '../../protocol/mail-words.ts';
import type { MailDraft } from './mail-draft.ts';
import { learnRoute } from './routes.ts';
import { attend } from './send-letters.ts';

/** According to the peer that was sought. */
export function takeFound(draft: MailDraft, { envelope, path }: Fate, sequence: number): void {
  const { mail, at } = draft;
  const peer = envelope.origin;
  if (path.length + 1 > mail.settings.hopLimit || !mail.neighbours.has(path[0] ?? peer)) return;
  const seeking = mail.seeking.get(peer);
  if (seeking?.sequences.includes(sequence) === true) {
    const isLast = sequence === seeking.sequences.at(-1);
    const tookUs = at - (isLast ? seeking.askedAt : seeking.startedAt);
    mail.seeking = mail.seeking.delete(peer);
    if (path.length > 0) learnRoute(draft, peer, { path, tookUs, seeks: seeking.sequences });
    return attend(draft, peer);
  }
  const route = mail.routes.get(peer);
  const isShorter = route?.seeks.includes(sequence) === true && path.length < route.path.length;
  const suspects = draft.look(peer)?.suspects ?? [];
  if (isShorter && !path.some((each) => suspects.includes(each)))
    mail.routes = mail.routes.set(peer, { ...route, path });
}

/** Some could not pass searches on; what they say counts if one of ours was among them, and the farthest has the word. */
export function takeTooFar(
  { mail }: MailDraft,
  faultsOf: (sequence: number) => readonly Fate[],
): void {
  for (const [peer, seeking] of mail.seeking) {
    let { tooFar } = seeking;
    for (const { code, envelope, path } of seeking.sequences.flatMap(faultsOf)) {
      const hops = path.length + 1;
      if (code !== 'hop-limit' || hops <= (tooFar?.hops ?? 0)) continue;
      tooFar = { code, where: envelope.origin, hops };
    }
    if (tooFar !== seeking.tooFar) mail.seeking = mail.seeking.set(peer, { ...seeking, tooFar });
  }
}
