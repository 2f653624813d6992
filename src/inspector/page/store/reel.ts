import type { Speed } from './speeds.ts';

/** A stretch of turns and when each was, in microseconds of the run: what is played from. */
export interface Reel {
  readonly turns: readonly number[];
  readonly us: readonly number[];
}

/** Where the play is on a reel: the place of a turn, and what has gone by since it came. */
export interface PlayedTo {
  readonly place: number;
  /** Microseconds of the run, or parts of a turn. */
  readonly since: number;
}

/** Where it is when so much time has gone by. It waits at the end, until there is another reel. */
export function playOn(reel: Reel, from: PlayedTo, speed: Speed, elapsedMs: number): PlayedTo {
  const gone =
    from.since + elapsedMs * (speed.of === 'time' ? speed.factor * 1_000 : speed.factor / 1_000);
  const last = reel.turns.length - 1;
  if (speed.of === 'turns') {
    const place = from.place + Math.floor(gone);
    return place >= last ? { place: last, since: 0 } : { place, since: gone - Math.floor(gone) };
  }
  const us = reel.us[from.place]! + gone;
  let place = from.place;
  while (place < last && reel.us[place + 1]! <= us) place += 1;
  return place === last ? { place, since: 0 } : { place, since: us - reel.us[place]! };
}
