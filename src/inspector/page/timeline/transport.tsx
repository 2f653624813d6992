import { IconButton } from '../parts/icon-button.tsx';
import { head } from '../store/head.ts';
import {
  goToFirst,
  goToLast,
  goToMark,
  stepBack,
  stepForward,
  stepOfActor,
} from '../store/moves.ts';
import { playing, playOrPause } from '../store/player.ts';
import { actor, follows, turn } from '../store/position.ts';
import { SpeedField } from './speed-field.tsx';

/** What moves along the tape. */
export function Transport() {
  const { firstTurn, lastTurn, state } = head.value;
  const isFirst = turn.value <= firstTurn;
  const isLast = turn.value >= lastTurn;
  const isLive = state !== 'over';
  return (
    <div class="transport" role="group" aria-label="Go along the tape">
      <IconButton
        icon="first"
        label="First turn"
        hotkey="Home"
        disabled={isFirst}
        onClick={goToFirst}
      />
      <IconButton icon="back" label="Step back" hotkey="←" disabled={isFirst} onClick={stepBack} />
      <IconButton
        icon={playing.value ? 'pause' : 'play'}
        label={playing.value ? 'Pause' : 'Play'}
        hotkey="Space"
        pressed={playing.value}
        onClick={playOrPause}
      />
      <IconButton
        icon="forward"
        label="Step forward"
        hotkey="→"
        disabled={isLast}
        onClick={stepForward}
      />
      <IconButton
        icon="last"
        label={isLive ? 'Follow what is recorded' : 'Last turn'}
        hotkey={isLive ? 'f' : 'End'}
        pressed={isLive ? follows.value : undefined}
        onClick={goToLast}
      />
      <SpeedField />
      <span class="transport-rule" />
      <IconButton
        icon="actor-back"
        label={`Step before this of ${actor.value}`}
        hotkey="Shift ←"
        onClick={() => stepOfActor(-1)}
      />
      <IconButton
        icon="actor-forward"
        label={`Step behind this of ${actor.value}`}
        hotkey="Shift →"
        onClick={() => stepOfActor(1)}
      />
      <IconButton
        icon="mark-back"
        label="Mark before this"
        hotkey="["
        onClick={() => goToMark(-1)}
      />
      <IconButton
        icon="mark-forward"
        label="Mark behind this"
        hotkey="]"
        onClick={() => goToMark(1)}
      />
    </div>
  );
}
