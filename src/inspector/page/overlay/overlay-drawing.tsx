import { useMemo, useRef, useState } from 'preact/hooks';
import type { OverlayShown } from '../../answers/overlay-shown.ts';
import { count } from '../parts/formats.ts';
import { useSize } from '../parts/use-size.ts';
import { OverlayCounts } from './overlay-counts.tsx';
import { OverlayLegend } from './overlay-legend.tsx';
import { overlayLayout, type OverlayLayout } from './overlay-layout.ts';
import { Claims, OwnLines } from './overlay-lines.tsx';
import { PeerDetails } from './peer-details.tsx';
import { PeerLabel, SelfLabel } from './peer-label.tsx';
import { PeerNode, SelfNode } from './peer-node.tsx';
import type { Room } from './places-around.ts';

/** This node in the middle, around it those it is linked with, and further out all of whom it has heard. */
export function OverlayDrawing({ shown }: { readonly shown: OverlayShown }) {
  const room = useRef<HTMLDivElement>(null);
  const size = useSize(room);
  const layout = useMemo(
    () => (size.width === 0 ? null : overlayLayout(shown, size)),
    [shown, size],
  );
  const [pointed, point] = useState<string | null>(null);
  return (
    <div class="overlay">
      <div class="overlay-room" ref={room}>
        {layout !== null && (
          <Picture shown={shown} layout={layout} size={size} pointed={pointed} point={point} />
        )}
        {layout !== null && layout.undrawn > 0 && (
          <p class="overlay-undrawn muted">{count(layout.undrawn)} more in the table</p>
        )}
      </div>
      <OverlayLegend />
      <div class="overlay-foot">
        <PeerDetails peer={layout?.peers.find(({ id }) => id === pointed) ?? null} shown={shown} />
        <OverlayCounts counts={shown.counts} />
      </div>
    </div>
  );
}

interface PictureProps {
  readonly shown: OverlayShown;
  readonly layout: OverlayLayout;
  readonly size: Room;
  readonly pointed: string | null;
  readonly point: (id: string | null) => void;
}

function Picture({ shown, layout, size, pointed, point }: PictureProps) {
  const { self, peers, links, claims } = layout;
  return (
    <svg
      class={`overlay-picture ${pointed === null ? '' : 'is-pointed'}`}
      viewBox={`0 0 ${size.width} ${size.height}`}
      width={size.width}
      height={size.height}
      role="group"
      aria-label="The network as this node knows it; the table says the same"
    >
      <Claims claims={claims} middle={self} pointed={pointed} />
      <OwnLines links={links} self={self} pointed={pointed} />
      <SelfNode place={self} self={shown.self} />
      {peers.map((peer) => (
        <PeerNode key={peer.id} peer={peer} isPointed={peer.id === pointed} point={point} />
      ))}
      <g aria-hidden="true">
        {peers.map(
          (peer) =>
            (peer.label !== null || peer.id === pointed) && (
              <PeerLabel key={peer.id} peer={peer} middle={self} isPointed={peer.id === pointed} />
            ),
        )}
        <SelfLabel place={self} self={shown.self} />
      </g>
    </svg>
  );
}
