import type { OverlayShown } from '../../answers/overlay-shown.ts';
import { cleaned } from '../parts/clean-pieces.ts';
import { actor, chooseActor } from '../store/position.ts';
import type { PlacedPeer } from './overlay-layout.ts';
import { isPinned, kindInWords, nameOf, ownName, peerRadii } from './peer-words.ts';
import type { Place } from './places-around.ts';

interface PeerNodeProps {
  readonly peer: PlacedPeer;
  readonly isPointed: boolean;
  readonly point: (id: string | null) => void;
}

/** A peer in the picture. One with a link can be chosen. */
export function PeerNode({ peer, isPointed, point }: PeerNodeProps) {
  const { x, y, id, kind, link, isVerified } = peer;
  const path = link === null ? null : `node/${link.link}`;
  const choose = () => path !== null && chooseActor(path);
  const signs = [
    isVerified === false ? 'is-unverified' : '',
    isPointed ? 'is-lit' : '',
    path === actor.value ? 'is-chosen' : '',
  ];
  return (
    <g
      class={`peer-node is-${kind} ${signs.join(' ')}`}
      transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}
      role={path === null ? 'img' : 'button'}
      aria-label={cleaned(`${nameOf(peer)}, ${kindInWords(peer)}`)}
      tabIndex={0}
      onMouseEnter={() => point(id)}
      onMouseLeave={() => point(null)}
      onFocus={() => point(id)}
      onBlur={() => point(null)}
      onClick={choose}
      onKeyDown={whenPressed(choose)}
    >
      <circle class="peer-ground" r={Math.max(peerRadii[kind] + 4, 9)} />
      <circle class="peer-dot" r={peerRadii[kind]} />
      {isPinned(peer) && <path class="peer-pin" d="M-3.500 0 0-3.500 3.500 0 0 3.500Z" />}
    </g>
  );
}

interface SelfNodeProps {
  readonly place: Place;
  readonly self: OverlayShown['self'];
}

export function SelfNode({ place, self }: SelfNodeProps) {
  const choose = () => chooseActor('node');
  return (
    <g
      class={`peer-node is-self ${actor.value === 'node' ? 'is-chosen' : ''}`}
      transform={`translate(${place.x} ${place.y})`}
      role="button"
      aria-label={cleaned(`${ownName(self)}, this node`)}
      tabIndex={0}
      onClick={choose}
      onKeyDown={whenPressed(choose)}
    >
      <circle class="peer-ground" r={17} />
      <circle class="peer-dot" r={13} />
    </g>
  );
}

function whenPressed(choose: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    event.stopPropagation();
    choose();
  };
}
