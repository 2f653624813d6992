import type { OverlayShown } from '../../answers/overlay-shown.ts';
import { cleaned } from '../parts/clean-pieces.ts';
import { shortPeer } from '../parts/formats.ts';
import { actor, chooseActor } from '../store/position.ts';
import { isPinned, kindInWords, nameOf } from './peer-words.ts';
import type { PlacedPeer } from './overlay-layout.ts';
import type { Place } from './places-around.ts';

interface PeerNodeProps {
  readonly peer: PlacedPeer;
  readonly middle: Place;
  readonly isPointed: boolean;
  readonly point: (id: string | null) => void;
}

const radii = { neighbour: 9, linked: 7, present: 5, lead: 3.5 } as const;

/** A peer in the picture. Its name stands on the side away from the middle. */
export function PeerNode({ peer, middle, isPointed, point }: PeerNodeProps) {
  const { x, y, id, kind, link } = peer;
  const isLeft = x < middle.x;
  const path = link === null ? null : `node/${link.link}`;
  const choose = () => path !== null && chooseActor(path);
  const press = (event: KeyboardEvent) => {
    if (path === null || (event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    event.stopPropagation();
    choose();
  };
  return (
    <g
      class={`peer-node is-${kind} ${peer.isVerified === false ? 'is-unverified' : ''} ${isPointed ? 'is-lit' : ''} ${path === actor.value ? 'is-chosen' : ''}`}
      transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}
      role={path === null ? 'img' : 'button'}
      aria-label={cleaned(`${nameOf(peer)}, ${kindInWords(peer)}`)}
      tabIndex={0}
      onMouseEnter={() => point(id)}
      onMouseLeave={() => point(null)}
      onFocus={() => point(id)}
      onBlur={() => point(null)}
      onClick={choose}
      onKeyDown={press}
    >
      <circle class="peer-ground" r={Math.max(radii[kind] + 4, 9)} />
      <circle class="peer-dot" r={radii[kind]} />
      {isPinned(peer) && <path class="peer-pin" d="M-3.500 0 0-3.500 3.500 0 0 3.500Z" />}
      {(peer.isLabelled || isPointed) && (
        <text
          class="peer-label"
          x={isLeft ? -radii[kind] - 6 : radii[kind] + 6}
          dy="0.35em"
          text-anchor={isLeft ? 'end' : 'start'}
        >
          {shortened(cleaned(nameOf(peer)))}
        </text>
      )}
    </g>
  );
}

export function SelfNode({
  place,
  self,
}: {
  readonly place: Place;
  readonly self: OverlayShown['self'];
}) {
  const name = cleaned(self.name) || shortPeer(cleaned(self.peer));
  return (
    <g
      class="peer-node is-self"
      transform={`translate(${place.x} ${place.y})`}
      role="button"
      aria-label={`${name}, this node`}
      tabIndex={0}
      onClick={() => chooseActor('node')}
      onKeyDown={(event) => event.key === 'Enter' && chooseActor('node')}
    >
      <circle class="peer-dot" r={13} />
      <text class="peer-label" y={28} text-anchor="middle">
        {shortened(name)}
      </text>
    </g>
  );
}

const unitsMax = 16;

function shortened(name: string): string {
  const letters = Array.from(name);
  return letters.length <= unitsMax ? name : `${letters.slice(0, unitsMax - 1).join('')}…`;
}
