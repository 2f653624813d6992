import { readdirSync } from 'node:fs';
import { firstValueFrom, filter } from 'rxjs';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Head } from '../../../src/inspector/answers/head.ts';
import type { Film, Scene } from '../../../src/inspector/film/film.ts';
import { openFilm, type TapeFilm } from '../../../src/inspector/film/tape-film.ts';
import { capture } from '../../../src/machines/engine/checkpoint.ts';
import type { System } from '../../../src/machines/engine/system.ts';
import { machines } from '../../../src/node/running/machines.ts';
import { tapedSteps } from '../../../src/trace/format/steps-on-tape.ts';
import { FsTapeStore } from '../../../src/trace/store/fs-tape-store.ts';
import type { TapeStore } from '../../../src/trace/store/tape-store.ts';
import { PlainFilm } from '../../support/plain-film.ts';

const tapes = readdirSync('traces', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => readdirSync(`traces/${name}`).map((node) => `traces/${name}/${node}`));

describe('a film of a golden tape', () => {
  it.each(tapes)('shows of %s what happened in it', async (path) => {
    const store = new FsTapeStore(path);
    const film = await opened(store);
    const plain = new PlainFilm(store);
    expect(factsOf(film.head)).toEqual(factsOf(plain.head));
    const { lastTurn } = plain.head;
    expect([...film.scenes(0, lastTurn)].map(shown)).toEqual(plain.all.map(shown));
    expect([...film.lives(lastTurn)]).toEqual(plain.lives(lastTurn));
    expect([...film.lives(Math.floor(lastTurn / 2))]).toEqual(
      plain.lives(Math.floor(lastTurn / 2)),
    );
    expect(timelineOf(film, 1, lastTurn, 7)).toEqual(timelineOf(plain, 1, lastTurn, 7));
    expect(film.talk(lastTurn, 50)).toEqual(plain.talk(lastTurn, 50));
  });
});

async function opened(store: TapeStore): Promise<TapeFilm> {
  const film = openFilm(store, { machines });
  onTestFinished(() => film.close());
  await firstValueFrom(film.head$.pipe(filter(({ state }) => state === 'over')));
  return film;
}

/** Without the words for people. */
function factsOf({ ending, faults, ...rest }: Head) {
  return { ...rest, how: ending?.how, faults: faults.map(({ text: _, ...fault }) => fault) };
}

/** With states as a checkpoint would have them. */
function shown({ before, played, ...scene }: Scene) {
  return {
    ...scene,
    before: before === null ? null : textOf(before),
    steps: played === null ? null : tapedSteps(played),
  };
}

function textOf(system: System): string {
  return JSON.stringify(capture(system, false));
}

function timelineOf(film: Film, from: number, to: number, buckets: number) {
  const { marks, ...timeline } = film.timeline(from, to, buckets);
  return { ...timeline, marks: marks.filter(({ kind }) => kind !== 'end') };
}
