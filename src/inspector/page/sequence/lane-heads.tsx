import type { SequenceLane } from '../../answers/sequence.ts';
import { cleaned } from '../parts/clean-pieces.ts';
import { CleanText } from '../parts/clean-text.tsx';
import { shortPeer } from '../parts/formats.ts';
import { actor, chooseActor } from '../store/position.ts';
import type { LaneColumns } from './lane-columns.ts';
import { laneX, ownX } from './lane-places.ts';

interface LaneHeadsProps extends Pick<LaneColumns, 'columns' | 'lifelines'> {
  /** Which one is looked at. */
  readonly row: number;
}

/** Who stands at the other end of each lane. They stay in sight. */
export function LaneHeads({ columns, lifelines, row }: LaneHeadsProps) {
  const begun = new Set(lifelines.filter(({ from }) => from <= row).map(({ link }) => link));
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
      {columns.map(({ lanes }, place) => (
        <LaneHead
          key={lanes[0]!.link}
          lane={lanes.findLast(({ link }) => begun.has(link)) ?? lanes[0]!}
          others={lanes.length - 1}
          x={laneX(place)}
        />
      ))}
    </div>
  );
}

interface LaneHeadProps {
  /** The link that is there, or was there last, where one looks. */
  readonly lane: SequenceLane;
  readonly others: number;
  readonly x: number;
}

function LaneHead({ lane, others, x }: LaneHeadProps) {
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
        {others > 0 && ` +${others}`}
      </span>
    </button>
  );
}
