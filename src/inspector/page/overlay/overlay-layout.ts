import type { OverlayShown } from '../../answers/overlay-shown.ts';
import { labelPlaces, type LabelPlace } from './label-places.ts';
import { placesAround, type Place, type Room } from './places-around.ts';
import { drawnPeers, type DrawnPeer } from './drawn-peers.ts';

/** Where everybody is drawn, and which lines between them. */
export interface OverlayLayout {
  readonly self: Place;
  readonly peers: readonly PlacedPeer[];
  /** From this node to those it is linked with. */
  readonly links: readonly OwnLine[];
  /** Between others, as they say. */
  readonly claims: readonly ClaimLine[];
  /** Those that there was no room for. */
  readonly undrawn: number;
}

export interface PlacedPeer extends DrawnPeer, Place {
  /** null: there is no room for its name, unless somebody asks. */
  readonly label: LabelPlace | null;
}

export interface OwnLine {
  readonly to: PlacedPeer;
  readonly kind: 'eager' | 'told' | 'other';
}

export interface ClaimLine {
  readonly from: PlacedPeer;
  readonly to: PlacedPeer;
}

const peersPerRingMax = 240;
const namesPerRingMax = 48;

export function overlayLayout(shown: OverlayShown, size: Room): OverlayLayout {
  const rings = drawnPeers(shown);
  const dots = rings.flatMap((ring, place) => placedRing(ring, place, size));
  const labels = labelPlaces(
    dots.filter(({ isNamed }) => isNamed),
    size,
  );
  const placed = dots.map((dot) => ({ ...dot, label: labels.get(dot.id) ?? null }));
  const peers = new Map(placed.map((peer) => [peer.id, peer]));
  return {
    self: { x: size.width / 2, y: size.height / 2 },
    peers: placed,
    links: placed.flatMap((to) => (to.tie === null ? [] : [{ to, kind: to.tie }])),
    claims: claimsOf(shown, peers),
    undrawn: rings.reduce((sum, ring) => sum + Math.max(ring.length - peersPerRingMax, 0), 0),
  };
}

interface Dot extends DrawnPeer, Place {
  /** It stands among so few that names can be told from each other. */
  readonly isNamed: boolean;
}

function placedRing(ring: readonly DrawnPeer[], place: number, size: Room): Dot[] {
  const shown = ring.slice(0, peersPerRingMax);
  const places = placesAround(
    shown.map(({ id }) => id),
    place,
    size,
  );
  const isNamed = shown.length <= namesPerRingMax;
  return shown.map((peer) => ({ ...peer, ...places.get(peer.id)!, isNamed }));
}

/** Two who both say it have one line. */
function claimsOf(
  { self, present }: OverlayShown,
  peers: ReadonlyMap<string, PlacedPeer>,
): ClaimLine[] {
  const lines = new Map<string, ClaimLine>();
  for (const { peer, linked } of present) {
    for (const other of linked) {
      const [from, to] = [peer, other].sort().map((one) => peers.get(one));
      if (from === undefined || to === undefined || from === to) continue;
      if (peer !== self.peer && other !== self.peer) lines.set(`${from.id} ${to.id}`, { from, to });
    }
  }
  return [...lines.values()];
}
