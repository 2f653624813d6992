import type { ActorShown, ReasonShown, TimerShown } from '../../answers/actor.ts';
import { cleaned } from '../parts/clean-pieces.ts';
import { CleanText } from '../parts/clean-text.tsx';
import { byteCount, duration, runTime } from '../parts/formats.ts';
import { shownMoment } from '../turn/shown-moment.ts';

/** What belongs to an actor beside what it knows: why it closes, its timers, and what it has heard half of. */
export function StateFacts({
  shown: { turn, timers, halfReceived, reason },
}: {
  readonly shown: ActorShown;
}) {
  const now = shownMoment.value?.turn === turn ? shownMoment.value.us : null;
  if (timers.length === 0 && (halfReceived ?? 0) === 0 && reason === null) return null;
  return (
    <ul class="state-facts">
      {reason !== null && (
        <li class="state-reason">
          <Why reason={reason} />
        </li>
      )}
      {timers.map((timer) => (
        <li key={timer.id}>
          <Timer timer={timer} now={now} />
        </li>
      ))}
      {halfReceived !== null && halfReceived > 0 && (
        <li>
          <span class="muted">half a frame</span> {byteCount(halfReceived)} have come
        </li>
      )}
    </ul>
  );
}

/** The code, what it means, who decided so, and what they said. */
function Why({ reason: { code, by, meaning, text } }: { readonly reason: ReasonShown }) {
  return (
    <>
      <span class="muted">why</span>{' '}
      <span class="badge is-danger">
        <CleanText text={code} />
      </span>{' '}
      by {by}: <CleanText text={meaning} />
      {text !== '' && (
        <>
          {' '}
          (“
          <CleanText text={text} />
          ”)
        </>
      )}
    </>
  );
}

function Timer({ timer, now }: { readonly timer: TimerShown; readonly now: number | null }) {
  const { id, dueUs } = timer;
  return (
    <span title={`${cleaned(id)}\ndue at ${runTime(dueUs)}`}>
      <span class="muted">timer</span>{' '}
      <span class="mono">
        <CleanText text={nameOf(id)} />
      </span>{' '}
      {now === null ? `at ${runTime(dueUs)}` : whenInWords(dueUs - now)}
    </span>
  );
}

/** `node/o1#pongTimeout.connection.established` → `pongTimeout`. */
function nameOf(id: string): string {
  const [name] = id.slice(id.indexOf('#') + 1).split('.');
  return name!;
}

function whenInWords(us: number): string {
  return us > 0 ? `in ${duration(us)}` : `due`;
}
