import type { OverlayShown } from '../../answers/overlay-shown.ts';
import { CleanText } from '../parts/clean-text.tsx';
import { counted } from '../parts/formats.ts';
import { Peer } from '../parts/peer.tsx';
import type { DrawnPeer } from './drawn-peers.ts';
import { kindInWords } from './peer-words.ts';

interface PeerDetailsProps {
  readonly peer: DrawnPeer | null;
  readonly shown: OverlayShown;
}

/** Of whom is pointed at: all that is known. Its place is kept free, so that nothing moves. */
export function PeerDetails({ peer, shown: { self } }: PeerDetailsProps) {
  if (peer === null) {
    return (
      <p class="peer-details muted">
        Point at somebody to see more. Choosing somebody with a link shows its connection.
      </p>
    );
  }
  const { link, address, linked } = peer;
  return (
    <div class="peer-details" aria-live="polite">
      <p>
        <Peer id={peer.peer} name={peer.name} /> {kindInWords(peer)}
      </p>
      <p class="muted">
        {[
          link === null
            ? ''
            : `${link.link}, ${link.inbound ? 'it dialled us' : 'we dialled it'}, ${link.state}`,
          link?.purpose ? `to ${link.purpose}` : '',
          link !== null && 'rttMs' in link && link.rttMs !== null
            ? `${link.rttMs} ms there and back`
            : '',
          linked === null ? '' : `says it has ${counted(linked.length, 'neighbour')}`,
          linked?.includes(self.peer) === true ? 'us among them' : '',
        ]
          .filter((words) => words !== '')
          .map((words, place) => (
            <span key={place}>
              {place > 0 && ', '}
              <CleanText text={words} />
            </span>
          ))}
        {address !== '' && (
          <span class="mono">
            {' '}
            <CleanText text={address} />
          </span>
        )}
      </p>
    </div>
  );
}
