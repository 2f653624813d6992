import type { OverlayShown } from '../../answers/overlay-shown.ts';
import { cleaned } from '../parts/clean-pieces.ts';
import { sideWay } from './label-places.ts';
import type { PlacedPeer } from './overlay-layout.ts';
import { nameOf, ownName, shortened } from './peer-words.ts';
import type { Place } from './places-around.ts';

interface PeerLabelProps {
  readonly peer: PlacedPeer;
  readonly middle: Place;
  readonly isPointed: boolean;
}

/** Names stand above all else that is drawn. */
export function PeerLabel({ peer, middle, isPointed }: PeerLabelProps) {
  const { x, y, anchor } = peer.label ?? sideWay(peer, middle.x);
  const name = cleaned(nameOf(peer));
  return (
    <text
      class={`peer-label is-${peer.kind} ${isPointed ? 'is-lit' : ''}`}
      x={x}
      y={y}
      dy="0.35em"
      text-anchor={anchor}
    >
      {isPointed ? name : shortened(name)}
    </text>
  );
}

interface SelfLabelProps {
  readonly place: Place;
  readonly self: OverlayShown['self'];
}

export function SelfLabel({ place, self }: SelfLabelProps) {
  return (
    <text class="peer-label is-self" x={place.x} y={place.y + 28} text-anchor="middle">
      {shortened(cleaned(ownName(self)))}
    </text>
  );
}
