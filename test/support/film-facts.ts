import { crc32 } from 'node:zlib';
import { filter, firstValueFrom } from 'rxjs';
import { onTestFinished } from 'vitest';
import type { Head } from '../../src/inspector/answers/head.ts';
import type { Film, Scene } from '../../src/inspector/film/film.ts';
import { openFilm, type TapeFilm } from '../../src/inspector/film/tape-film.ts';
import { capture } from '../../src/machines/engine/checkpoint.ts';
import type { System } from '../../src/machines/engine/system.ts';
import { machines } from '../../src/node/running/machines.ts';
import { tapedSteps } from '../../src/trace/format/steps-on-tape.ts';
import type { TapeStore } from '../../src/trace/store/tape-store.ts';

/** A film of a tape that nobody records any more, read to its end. */
export async function filmOf(store: TapeStore): Promise<TapeFilm> {
  const film = openFilm(store, { machines });
  onTestFinished(() => film.close());
  await firstValueFrom(film.head$.pipe(filter(({ state }) => state === 'over')));
  return film;
}

/** Whatever can be asked of a film, in a form that can be compared with that of another. */
export function factsOf(film: Film) {
  const { lastTurn } = film.head;
  return {
    head: headOf(film.head),
    scenes: [...film.scenes(0, lastTurn)].map(shown),
    lives: [lastTurn, Math.floor(lastTurn / 2)].map((turn) => [...film.lives(turn)]),
    timeline: timelineOf(film, 1, lastTurn),
    talk: film.talk(lastTurn, TALKS),
  };
}

/** Without the words for people. */
function headOf({ ending, faults, ...rest }: Head) {
  return { ...rest, how: ending?.how, faults: faults.map((fault) => ({ ...fault, text: '' })) };
}

/** With some of the states as a checkpoint would have them. */
export function shown({ before, played, input, ...scene }: Scene) {
  return {
    ...scene,
    lacks: scene.lacks !== null,
    input: JSON.stringify(input, (_, value: unknown) => (isBytes(value) ? crc32(value) : value)),
    before: before === null ? null : textOf(before),
    steps: played === null ? null : tapedSteps(played),
  };
}

const BUCKETS = 7;
const TALKS = 50;
const CAPTURED = 50;

/** There are long texts on some tapes. */
function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array;
}

function textOf(system: System): string {
  const { turn, at, timersStarted } = system;
  if (turn % CAPTURED > 0) return `${turn} ${at} ${timersStarted} ${system.actors.size}`;
  return JSON.stringify(capture(system, false));
}

/** Which marks are told where there are too many is a matter of taste. */
function timelineOf(film: Film, from: number, to: number) {
  const { marks, moreMarks, ...timeline } = film.timeline(from, to, BUCKETS);
  if (moreMarks > 0) return timeline;
  const told = marks.filter(({ kind }) => kind !== 'end');
  return { ...timeline, marks: told.map(({ kind, turn, us }) => ({ kind, turn, us })) };
}
