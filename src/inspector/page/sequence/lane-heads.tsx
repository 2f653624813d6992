import type { SequenceLane } from '../../answers/sequence.ts';
import { cleaned } from '../parts/clean-pieces.ts';
import { CleanText } from '../parts/clean-text.tsx';
import { shortPeer } from '../parts/formats.ts';
import { actor, chooseActor } from '../store/position.ts';
import { laneX, ownX } from './lane-places.ts';

/** Who stands at the other end of each lane. They stay in sight. */
export function LaneHeads({ lanes }: { readonly lanes: readonly SequenceLane[] }) {
  return (
    <div class="sequence-lane-heads">
      <div class="sequence-lane-own">
        <span class="sequence-lane-time muted">time</span>
        <button
          type="button"
          class={`sequence-lane-head ${actor.value === 'node' ? 'is-chosen' : ''}`}
          style={{ left: `${ownX}px` }}
          onClick={() => chooseActor('node')}
        >
          <span class="sequence-lane-name">this node</span>
        </button>
      </div>
      {lanes.map((lane, place) => (
        <LaneHead key={lane.link} lane={lane} x={laneX(place)} />
      ))}
    </div>
  );
}

function LaneHead({ lane, x }: { readonly lane: SequenceLane; readonly x: number }) {
  const { link, name, peer, address } = lane;
  const path = `node/${link}`;
  const about = [link, name, peer, address].filter((words) => words !== '').map(cleaned);
  return (
    <button
      type="button"
      class={`sequence-lane-head ${actor.value === path ? 'is-chosen' : ''}`}
      style={{ left: `${x}px` }}
      title={about.join('\n')}
      onClick={() => chooseActor(path)}
    >
      <span class="sequence-lane-name one-line">
        <CleanText text={name || shortPeer(peer) || address || link} />
      </span>
      <span class="sequence-lane-link mono muted">
        <CleanText text={link} />
      </span>
    </button>
  );
}
