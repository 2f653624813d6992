import { Empty } from '../parts/empty.tsx';
import { count } from '../parts/formats.ts';
import { head } from '../store/head.ts';
import { goTo } from '../store/position.ts';
import { turnBeside } from '../store/turns-there.ts';

/** In the middle of what is missing there is nothing to be seen, but there is on either side. */
export function MissingTurn({ turn }: { readonly turn: number }) {
  const beside = ([-1, 1] as const)
    .map((way) => turnBeside(turn, way, head.value))
    .filter((one) => one !== turn);
  return (
    <Empty title="This turn is not on the tape">
      {beside.map((one, place) => (
        <span key={one}>
          {place > 0 && ' · '}
          <button type="button" class="link" onClick={() => goTo(one)}>
            turn {count(one)}
          </button>
        </span>
      ))}
    </Empty>
  );
}
