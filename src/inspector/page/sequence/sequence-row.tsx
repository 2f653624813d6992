import type { SequenceArrow } from '../../answers/sequence.ts';
import { cleaned } from '../parts/clean-pieces.ts';
import { CleanText } from '../parts/clean-text.tsx';
import { count, runTime } from '../parts/formats.ts';
import { chooseActor, goTo } from '../store/position.ts';
import { laneX, ownX } from './lane-places.ts';
import { ends } from './lifelines.ts';

interface SequenceRowProps {
  readonly arrow: SequenceArrow;
  readonly lane: number;
  /** The first of its turn: it says when that was. */
  readonly isFirst: boolean;
  readonly when: 'before' | 'now' | 'later';
}

/** One arrow, or what became of a link. Choosing it goes to its turn, and to its connection. */
export function SequenceRow({ arrow, lane, isFirst, when }: SequenceRowProps) {
  const { turn, us, way, kind, count: times, text } = arrow;
  const x = laneX(lane);
  const choose = () => {
    goTo(turn);
    chooseActor(`node/${arrow.link}`);
  };
  const mark = way === 'here' ? (ends(arrow) ? 'is-end' : 'is-mark') : '';
  return (
    <li class={`sequence-item is-${way} is-${when}`}>
      <button
        type="button"
        class={`sequence-row ${mark}`}
        aria-current={when === 'now' ? 'step' : undefined}
        title={`turn ${count(turn)}, ${runTime(us)}\n${cleaned(text)}`}
        onClick={choose}
      >
        <span class="sequence-time">
          {isFirst && runTime(us)}
          <span class="unseen"> {wayInWords(arrow)} </span>
        </span>
        {way !== 'here' && (
          <span
            class="sequence-line"
            style={{ left: `${ownX}px`, width: `${x - ownX}px` }}
            aria-hidden="true"
          />
        )}
        <span
          class="sequence-kind mono"
          style={way === 'here' ? { left: `${x}px` } : { left: `${ownX + 14}px` }}
        >
          <CleanText text={kind} />
          {times > 1 && <span class="sequence-times"> ×{times}</span>}
        </span>
        <span
          class="sequence-text one-line muted"
          style={{ left: `${x + (way === 'here' ? 62 : 10)}px` }}
        >
          <CleanText text={text} />
        </span>
      </button>
    </li>
  );
}

function wayInWords({ way, link }: SequenceArrow): string {
  if (way === 'here') return `link ${cleaned(link)}:`;
  return way === 'in' ? `from ${cleaned(link)}:` : `to ${cleaned(link)}:`;
}
