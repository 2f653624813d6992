import type { Moment } from '../../answers/moment.ts';
import { CleanText } from '../parts/clean-text.tsx';

/** What is to be known of a turn before one looks at it. */
export function TurnNotes({ moment: { crashed, lacks, marks } }: { readonly moment: Moment }) {
  return (
    <>
      {crashed !== null && (
        <Note kind="danger" title="The node ended here by a fault of its own" text={crashed} />
      )}
      {lacks !== null && (
        <Note kind="warning" title="As it stands on the tape, not run again" text={lacks} />
      )}
      {marks.map((mark, place) => (
        <Note key={place} kind="mark" title="Mark" text={mark} />
      ))}
    </>
  );
}

interface NoteProps {
  readonly kind: 'danger' | 'warning' | 'mark';
  readonly title: string;
  readonly text: string;
}

function Note({ kind, title, text }: NoteProps) {
  return (
    <p class={`turn-note is-${kind}`}>
      <strong>{title}</strong> <CleanText text={text} />
    </p>
  );
}
