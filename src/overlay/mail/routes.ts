import type { Fate } from '../../protocol/mail-words.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import type { MailDraft } from './mail-draft.ts';
import type { Mail, Route } from './mail-state.ts';
import { isSamePath } from './ways.ts';

/** Over whom a letter goes to a peer: nobody, where there is a link; null: no way is known. */
export function wayTo({ neighbours, routes }: Mail, peer: PeerId): readonly PeerId[] | null {
  return neighbours.has(peer) ? [] : (routes.get(peer)?.path ?? null);
}

/** Of a full table, any goes that is not used just now: it can be found again. */
export function learnRoute(draft: MailDraft, peer: PeerId, route: Route): void {
  const { mail } = draft;
  if (mail.routes.isFull && !mail.routes.has(peer)) {
    const peers = [...mail.routes.keys()];
    const idle = peers.find((each) => (draft.look(each)?.letters.length ?? 0) === 0);
    mail.routes = mail.routes.delete(idle ?? peers[0]!);
  }
  mail.routes = mail.routes.set(peer, route);
}

export function dropRoute({ mail }: MailDraft, peer: PeerId, path: readonly PeerId[]): void {
  const route = mail.routes.get(peer);
  if (route !== undefined && isSamePath(route.path, path)) mail.routes = mail.routes.delete(peer);
}

/** All that begin with that link. */
export function dropRoutesBy({ mail }: MailDraft, neighbour: PeerId): void {
  mail.routes = mail.routes.edit((draft) => {
    for (const [peer, { path }] of mail.routes) if (path[0] === neighbour) draft.delete(peer);
  });
}

/** All that come by that place, or only those that go on from there to `next`. */
export function dropRoutesOver({ mail }: MailDraft, place: PeerId, next: Fate['next']): void {
  mail.routes = mail.routes.edit((draft) => {
    for (const [peer, { path }] of mail.routes) {
      const at = path.indexOf(place);
      if (at !== -1 && (next === '' || next === (path[at + 1] ?? peer))) draft.delete(peer);
    }
  });
}
