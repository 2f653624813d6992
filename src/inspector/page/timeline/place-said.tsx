import type { Moment } from '../../answers/moment.ts';
import { count, runTime, wallDate, wallTime } from '../parts/formats.ts';
import { pathOf, useAnswer } from '../store/answer.ts';
import { head } from '../store/head.ts';
import { turn, turnMissing } from '../store/position.ts';
import { nearestTurn } from '../store/turns-there.ts';
import { TurnField } from './turn-field.tsx';

/** Which turn this is, and when it was. */
export function PlaceSaid() {
  const isThere = head.value.turns > 0 && nearestTurn(turn.value, head.value) === turn.value;
  const asked = useAnswer<Moment>(isThere ? pathOf('moment', { turn: turn.value }) : null);
  const moment = isThere ? asked.value : null;
  return (
    <div class="place-said">
      <label for="turn-field">turn</label>
      <TurnField />
      <span class="place-of muted">of {count(head.value.lastTurn)}</span>
      {turnMissing.value !== null && (
        <span class="badge is-warning" role="status">
          turn {count(turnMissing.value)} is not on this tape
        </span>
      )}
      <span class="place-time mono">{moment === null ? '' : runTime(moment.us)}</span>
      {moment !== null && (
        <time class="place-wall muted mono" title={wallDate(moment.at)}>
          {wallTime(moment.at)}
        </time>
      )}
    </div>
  );
}
