import type { ActorShown } from '../../answers/actor.ts';
import type { ArrowTold, DrawnMachine } from '../../answers/chart.ts';
import { CleanText } from '../parts/clean-text.tsx';
import { type ChartLook, partOfFrame } from './chart-look.ts';
import { arrowInWords } from './chart-sentences.ts';

interface ChartNotesProps {
  readonly chart: DrawnMachine;
  readonly shown: ActorShown;
  readonly look: ChartLook;
}

const notesMax = 4;

/** What happened here just now, in words: also what led nowhere and changed nothing. */
export function ChartNotes({ chart, shown: { ignored, presence }, look }: ChartNotesProps) {
  const taken = [...look.taken].flatMap((id) => chart.arrows.filter((arrow) => arrow.id === id));
  const unused = [...new Set(ignored)].filter((event) => event !== partOfFrame);
  if (taken.length === 0 && ignored.length === 0 && presence === 'there') return null;
  return (
    <ul class="chart-notes" aria-label="What happened">
      {taken.slice(0, notesMax).map((arrow) => (
        <li key={arrow.id} class="chart-note is-taken" title={arrowInWords(arrow)}>
          {wordsOf(arrow)}
        </li>
      ))}
      {taken.length > notesMax && <li class="chart-note">and {taken.length - notesMax} more</li>}
      {unused.length > 0 && (
        <li class="chart-note is-ignored">
          ignored: <CleanText text={unused.join(', ')} />
        </li>
      )}
      {ignored.includes(partOfFrame) && <li class="chart-note is-ignored">nothing whole yet</li>}
      {presence === 'gone' && <li class="chart-note">not there any more</li>}
    </ul>
  );
}

function wordsOf({ event, guard, from, to }: ArrowTold): string {
  const title = event === '' ? `[${guard ?? 'always'}]` : event;
  const names = to.map(nameOf).join(', ');
  return to.length === 0 || to[0] === from ? `${title} in ${nameOf(from)}` : `${title} → ${names}`;
}

function nameOf(id: string): string {
  return id.slice(id.lastIndexOf('.') + 1);
}
