import type { ActorShown } from '../../answers/actor.ts';
import { CleanText } from '../parts/clean-text.tsx';
import { Empty } from '../parts/empty.tsx';
import { count } from '../parts/formats.ts';
import { chooseActor, goTo } from '../store/position.ts';

/** Of one that is gone, what it was at its end is still shown. */
export function GoneNote({ shown: { previous } }: { readonly shown: ActorShown }) {
  return (
    <p class="state-note">
      It is not there any more: this is what it knew at its end.{' '}
      {previous !== null && <Way turn={previous} words="Its last step" />}
    </p>
  );
}

/** Why there is nothing to be seen of an actor. */
export function Presence({ shown }: { readonly shown: ActorShown }) {
  const { presence, path, previous, next } = shown;
  return (
    <Empty title={presence === 'not-yet' && next === null ? 'Never there' : titles[presence]}>
      {presence === 'unknown' ? (
        'Between a gap and the next checkpoint, only steps are on the tape, and no states.'
      ) : (
        <>
          <CleanText text={path} /> {where(shown)}
        </>
      )}
      <span class="presence-ways">
        {presence === 'gone' && previous !== null && <Way turn={previous} words="Its last step" />}
        {presence === 'not-yet' && next !== null && <Way turn={next} words="Its first step" />}
        {presence === 'not-yet' && next === null && (
          <button type="button" class="link" onClick={() => chooseActor('node')}>
            Show the node
          </button>
        )}
      </span>
    </Empty>
  );
}

function where({ presence, next }: ActorShown): string {
  return presence === 'not-yet' && next === null
    ? 'is nowhere on this tape, as far as it is read.'
    : 'is not there behind this turn.';
}

const titles = {
  there: '',
  'not-yet': 'Not there yet',
  gone: 'Not there any more',
  unknown: 'Nobody knows its state here',
} as const;

function Way({ turn, words }: { readonly turn: number; readonly words: string }) {
  return (
    <button type="button" class="link" onClick={() => goTo(turn)}>
      {words}, turn {count(turn)}
    </button>
  );
}
