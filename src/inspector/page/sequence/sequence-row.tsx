import type { SequenceArrow } from '../../answers/sequence.ts';
import { cleaned } from '../parts/clean-pieces.ts';
import { CleanText } from '../parts/clean-text.tsx';
import { count, runTime } from '../parts/formats.ts';
import { wordsBeyond } from '../turn/words-beyond.ts';
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
  const { turn, us, way, kind, text } = arrow;
  const told = { ...arrow, text: wordsBeyond(kind, text) };
  const x = laneX(lane);
  const choose = () => {
    goTo(turn);
    chooseActor(`node/${arrow.link}`);
  };
  return (
    <li class={`sequence-item is-${way} is-${when}`}>
      <button
        type="button"
        class="sequence-row"
        aria-current={when === 'now' ? 'step' : undefined}
        title={`turn ${count(turn)}, ${runTime(us)}\n${cleaned(text)}`}
        onClick={choose}
      >
        <span class="sequence-time">
          {isFirst && runTime(us)}
          <span class="unseen"> {wayInWords(arrow)} </span>
        </span>
        {way === 'here' ? (
          <Mark arrow={told} x={x} />
        ) : (
          <Spoken arrow={told} x={x} hasRoom={lane >= lanesWithoutRoom || fits(told, x - ownX)} />
        )}
      </button>
    </li>
  );
}

interface PartProps {
  readonly arrow: SequenceArrow;
  /** Of its lane. */
  readonly x: number;
}

/** What was said stands on its arrow, where that is long enough, and else behind it. */
function Spoken({ arrow, x, hasRoom }: PartProps & { readonly hasRoom: boolean }) {
  const { kind, count: times, text } = arrow;
  const words = text !== '' && (
    <span class="sequence-text one-line muted">
      <CleanText text={text} />
    </span>
  );
  return (
    <>
      <span
        class="sequence-line"
        style={{ left: `${ownX}px`, width: `${x - ownX}px` }}
        aria-hidden="true"
      />
      <span class="sequence-words" style={{ maxWidth: `${Math.min(x - ownX - 24, wordsPxMax)}px` }}>
        <span class="sequence-kind mono">
          <CleanText text={kind} />
          {times > 1 && <span class="sequence-times"> ×{times}</span>}
        </span>
        {hasRoom && words}
      </span>
      {!hasRoom && words !== false && (
        <span class="sequence-behind" style={{ left: `${x + 8}px` }}>
          {words}
        </span>
      )}
    </>
  );
}

/** What became of a link stands on its lane, which may be out of sight: so it is named here too. */
function Mark({ arrow, x }: PartProps) {
  const { kind, text, link } = arrow;
  return (
    <>
      <span class="sequence-words sequence-link mono muted" aria-hidden="true">
        <CleanText text={link} />
      </span>
      <span class="sequence-behind" style={{ left: `${x - 24}px` }}>
        <span class={`sequence-mark mono ${ends(arrow) ? 'is-end' : ''}`}>
          <CleanText text={kind} />
        </span>
        {text !== '' && (
          <span class="sequence-text one-line muted">
            <CleanText text={text} />
          </span>
        )}
      </span>
    </>
  );
}

/** On the arrows to the first lanes there is room for a few letters only. */
const lanesWithoutRoom = 2;
const letterPx = 7.3;
const wordsPxMax = 460;
const roundKindPx = 70;

function fits({ kind, text }: SequenceArrow, width: number): boolean {
  return (kind.length + text.length) * letterPx + roundKindPx <= width;
}

function wayInWords({ way, link }: SequenceArrow): string {
  if (way === 'here') return `link ${cleaned(link)}:`;
  return way === 'in' ? `from ${cleaned(link)}:` : `to ${cleaned(link)}:`;
}
