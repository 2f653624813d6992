import { CleanText } from './clean-text.tsx';
import { cleaned } from './clean-pieces.ts';
import { shortPeer } from './formats.ts';

interface PeerProps {
  readonly id: string;
  /** What it calls itself. */
  readonly name?: string;
}

/** A peer: its name, and as much of its id as tells it from others; the whole id where the mouse rests. */
export function Peer({ id, name = '' }: PeerProps) {
  return (
    <span class="peer" title={cleaned(id)}>
      {name !== '' && <CleanText text={name} />}
      {name !== '' && id !== '' && ' '}
      {id !== '' && <span class="peer-id">{shortPeer(id)}</span>}
    </span>
  );
}
