import { useEffect, useRef } from 'preact/hooks';
import type { FrameShown } from '../../answers/moment.ts';
import { CleanText } from '../parts/clean-text.tsx';
import { counted } from '../parts/formats.ts';
import { Fields } from './fields.tsx';
import type { Pointing } from './hex-dump.tsx';
import { goAmong } from './go-among.ts';
import { wordsBeyond } from './words-beyond.ts';

interface FrameListProps extends Pointing {
  readonly frames: readonly FrameShown[];
  readonly more: number;
}

/** What the bytes say. The one that is chosen shows all that is in it. */
export function FrameList({ frames, more, ...pointing }: FrameListProps) {
  const list = useRef<HTMLOListElement>(null);
  const { chosen } = pointing;
  useEffect(() => {
    if (chosen === null) return;
    list.current?.children[chosen]?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  if (frames.length === 0) return <p class="muted">No frame is whole yet.</p>;
  return (
    <ol class="frames" aria-label="Frames" ref={list} onKeyDown={goAmong('.frame-head')}>
      {frames.map((frame, place) => (
        <Frame key={place} frame={frame} place={place} {...pointing} />
      ))}
      {more > 0 && <li class="muted">{counted(more, 'more frame')}</li>}
    </ol>
  );
}

function Frame({
  frame,
  place,
  ...pointing
}: { readonly frame: FrameShown; readonly place: number } & Pointing) {
  const { pointed, chosen, point, choose } = pointing;
  const isChosen = chosen === place;
  const said = frame.fields.find(({ key, kind }) => key === 'body' && kind === 'text');
  const fault = frame.kind === 'rejected' ? 'is-rejected' : '';
  return (
    <li class={`frame ${fault} ${pointed === place ? 'is-lit' : ''}`}>
      <button
        type="button"
        class="frame-head"
        aria-expanded={isChosen}
        onMouseEnter={() => point(place)}
        onMouseLeave={() => point(null)}
        onFocus={() => point(place)}
        onBlur={() => point(null)}
        onClick={() => choose(isChosen ? null : place)}
      >
        <span class="mono frame-kind">
          <CleanText text={frame.kind} />
        </span>{' '}
        <CleanText text={wordsBeyond(frame.kind, frame.text)} />
        {said !== undefined && (
          <span class="frame-said one-line">
            “<CleanText text={said.text} />”
          </span>
        )}
      </button>
      {isChosen && (
        <>
          <p class="frame-place muted">{placeInWords(frame)}</p>
          <Fields lines={frame.fields} />
        </>
      )}
    </li>
  );
}

function placeInWords({ start, end }: FrameShown): string {
  if (start === null || end === null) return 'where it lies is not known';
  const size = counted(end - start, 'byte');
  if (start >= 0) return `${size}, from ${start.toString(16).padStart(4, '0')}`;
  return `${size}, ${-start} of them came before`;
}
