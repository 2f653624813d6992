import type { LinkShown, NeighbourShown, OverlayShown } from '../../answers/overlay-shown.ts';

/** Somebody as they are drawn: once, however many things are known of them. */
export interface DrawnPeer {
  /** The peer’s id, or the link’s where nobody knows yet whose it is. */
  readonly id: string;
  readonly kind: 'neighbour' | 'linked' | 'present' | 'lead';
  readonly peer: string;
  readonly name: string;
  readonly address: string;
  /** null: this node has no link to it. */
  readonly link: LinkShown | NeighbourShown | null;
  readonly tie: 'eager' | 'told' | 'other' | null;
  /** With whom it says to be linked; null: it says nothing. */
  readonly linked: readonly string[] | null;
  /** Of a lead: somebody has looked, and it was there. */
  readonly isVerified: boolean | null;
}

/** From the inside: those with a link, those who say that they are there, and those of whom others say where they are. */
export type Rings = readonly [linked: DrawnPeer[], present: DrawnPeer[], leads: DrawnPeer[]];

export function drawnPeers(shown: OverlayShown): Rings {
  const known = new Set([shown.self.peer]);
  const isNews = ({ id }: DrawnPeer): boolean => !known.has(id) && known.add(id) !== undefined;
  const linkedOf = new Map(shown.present.map(({ peer, linked }) => [peer, linked]));
  const verified = new Map(shown.leads.map(({ peer, verified: is }) => [peer, is]));
  const whole = (peer: Seen): DrawnPeer => ({
    ...peer,
    linked: linkedOf.get(peer.peer) ?? null,
    isVerified: verified.get(peer.peer) ?? null,
  });
  const ring = (peers: readonly Seen[]): DrawnPeer[] => peers.map(whole).filter(isNews);
  return [
    ring([...shown.neighbours.map(neighbour), ...shown.others.map(linked)]),
    ring(shown.present.map(({ peer, name }) => ({ ...far(peer, name, ''), kind: 'present' }))),
    ring(
      shown.leads.map(({ peer, name, address }) => ({ ...far(peer, name, address), kind: 'lead' })),
    ),
  ];
}

type Seen = Omit<DrawnPeer, 'linked' | 'isVerified'>;

function neighbour(link: NeighbourShown): Seen {
  return { ...linked(link), kind: 'neighbour', tie: link.eager ? 'eager' : 'told' };
}

function linked(link: LinkShown): Seen {
  const { peer, name, address } = link;
  const id = peer === '' ? `link ${link.link}` : peer;
  return { id, kind: 'linked', peer, name, address, link, tie: 'other' };
}

function far(peer: string, name: string, address: string): Omit<Seen, 'kind'> {
  return { id: peer, peer, name, address, link: null, tie: null };
}
