import type { OverlayShown } from '../../answers/overlay-shown.ts';
import { placesAround, type Place } from './places-around.ts';
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
  /** Its name stands there without being asked for. */
  readonly isLabelled: boolean;
}

export interface OwnLine {
  readonly to: PlacedPeer;
  readonly kind: 'eager' | 'told' | 'other';
}

export interface ClaimLine {
  readonly from: PlacedPeer;
  readonly to: PlacedPeer;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const peersPerRingMax = 240;
const labelsPerRingMax = 40;

export function overlayLayout(shown: OverlayShown, size: Size): OverlayLayout {
  const rings = drawnPeers(shown);
  const placed = rings.flatMap((ring, place) => placedRing(ring, place, size));
  const peers = new Map(placed.map((peer) => [peer.id, peer]));
  return {
    self: { x: size.width / 2, y: size.height / 2 },
    peers: placed,
    links: placed.flatMap((to) => (to.tie === null ? [] : [{ to, kind: to.tie }])),
    claims: claimsOf(shown, peers),
    undrawn: rings.reduce((sum, ring) => sum + Math.max(ring.length - peersPerRingMax, 0), 0),
  };
}

function placedRing(ring: readonly DrawnPeer[], place: number, size: Size): PlacedPeer[] {
  const shown = ring.slice(0, peersPerRingMax);
  const places = placesAround(
    shown.map(({ id }) => id),
    place,
    size,
  );
  const isLabelled = shown.length <= labelsPerRingMax;
  return shown.map((peer) => ({ ...peer, ...places.get(peer.id)!, isLabelled }));
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
