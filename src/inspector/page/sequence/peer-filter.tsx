import type { SequenceLane } from '../../answers/sequence.ts';
import { cleaned } from '../parts/clean-pieces.ts';
import { shortPeer } from '../parts/formats.ts';

interface PeerFilterProps {
  readonly lanes: readonly SequenceLane[];
  /** Its id; empty: all. */
  readonly peer: string;
  readonly choose: (peer: string) => void;
}

/** Whose talk is shown. */
export function PeerFilter({ lanes, peer, choose }: PeerFilterProps) {
  const peers = new Map(lanes.filter((lane) => lane.peer !== '').map((lane) => [lane.peer, lane]));
  return (
    <select
      class="field peer-filter"
      aria-label="Show the talk with"
      value={peer}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
    >
      <option value="">all peers</option>
      {[...peers.values()].map((lane) => (
        <option key={lane.peer} value={lane.peer}>
          {cleaned(`${lane.name} ${shortPeer(lane.peer)}`.trim())}
        </option>
      ))}
    </select>
  );
}
