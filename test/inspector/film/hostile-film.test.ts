import { describe, expect, it } from 'vitest';
import { inspectorLimits } from '../../../src/inspector/answers/inspector-limits.ts';
import { openFilm } from '../../../src/inspector/film/tape-film.ts';
import { machines } from '../../../src/node/running/machines.ts';
import { TapeError } from '../../../src/trace/format/tape-error.ts';
import { MemoryTapeStore } from '../../../src/trace/store/memory-tape-store.ts';
import type { TapeStore } from '../../../src/trace/store/tape-store.ts';
import { HandPace } from '../../support/hand-pace.ts';
import { madeFilm, madeStep, noState, tick } from '../../support/made-film.ts';
import { realTape } from '../../support/real-tape.ts';

const LONG = 'x'.repeat(1_000_000);
const { toldTextUnitsMax, followMs } = inspectorLimits;

describe('a tape that was made to do harm', () => {
  it('can call a machine as it likes', () => {
    const names = ['constructor', '__proto__', 'toString', 'hasOwnProperty'];
    const actors = names.map((name) => [`node/${name}`, name]);
    const film = madeFilm([
      { kind: 'checkpoint', turn: 0, at: 0, state: [0, 0, 0, actors] },
      tick(1),
      { kind: 'steps', turn: 1, steps: names.map((name) => madeStep(`node/${name}`)) },
    ]);
    expect(film.head).toMatchObject({ state: 'over', turns: 1 });
    expect([...film.lives(1)].map(({ path, machine }) => [path, machine])).toEqual(actors);
  });

  it('is told in no more words than there is room for', () => {
    const film = madeFilm([
      noState,
      { kind: 'gap', fromTurn: 1, toTurn: 1, at: 0, code: LONG },
      tick(2),
      { kind: 'crashed', turn: 2, at: 2, name: LONG, message: LONG },
    ]);
    expect(film.head.faults.map(({ kind }) => kind)).toEqual(['gap', 'crashed']);
    const texts = film.head.faults.flatMap(({ code, text }) => [code, text]);
    for (const text of [...texts, film.head.ending!.text]) {
      expect(text.length).toBeLessThan(toldTextUnitsMax + 100);
    }
  });

  it('makes nobody’s life longer to tell', () => {
    const report = ['event', 'link', 'peer', 'name', 'address', 'code'].map((name) => {
      if (name === 'event') return [name, 'disconnected'] as const;
      return [name, name === 'link' ? 'o1' : LONG] as const;
    });
    const start = { ...madeStep('node/o1'), event: 'start', changes: [['address', LONG]] as const };
    const film = madeFilm([
      { kind: 'checkpoint', turn: 0, at: 0, state: [0, 0, 0, [['node/o1', LONG]]] },
      tick(1),
      {
        kind: 'steps',
        turn: 1,
        steps: [{ ...start, effects: [{ type: 'report', fields: report }] }],
      },
    ]);
    for (const life of film.lives(1)) {
      expect(JSON.stringify(life).length).toBeLessThan(5 * toldTextUnitsMax + 300);
    }
  });
});

describe('a tape whose disk fails', () => {
  it('while it is followed, is over', () => {
    const store = brittle(MemoryTapeStore.of(realTape()));
    const pace = new HandPace(1);
    const film = openFilm(store, { machines, follows: true, pace });
    film.watch();
    store.isBroken = true;
    pace.settle();
    pace.pass(followMs);
    expect(film.head).toMatchObject({ state: 'over', ending: { how: 'unreadable' } });
    film.close();
  });

  it('while it is run again, has no more scenes, and is there all the same', () => {
    const store = brittle(MemoryTapeStore.of(realTape({ turns: 40 })));
    const pace = new HandPace();
    const film = openFilm(store, { machines, pace });
    while (film.head.state !== 'over') pace.step();
    store.isBroken = true;
    pace.settle();
    expect(film.head).toMatchObject({ state: 'over', firstTurn: 1 });
    expect(() => film.scene(1)).toThrow(TapeError);
    film.close();
  });
});

/** A store that fails from when it is told to. */
function brittle(store: TapeStore): TapeStore & { isBroken: boolean } {
  const orFail = <T>(work: () => T): T => {
    if (wrapped.isBroken) throw new TapeError('io', 'input/output error');
    return work();
  };
  const wrapped = {
    isBroken: false,
    single: store.single,
    list: () => orFail(() => store.list()),
    create: (name: string) => orFail(() => store.create(name)),
    reopen: (name: string, size: number) => orFail(() => store.reopen(name, size)),
    remove: (name: string) => orFail(() => store.remove(name)),
    open: (name: string) => {
      const source = orFail(() => store.open(name));
      const { size } = source;
      const read = (offset: number, into: Uint8Array) => orFail(() => source.read(offset, into));
      return { size, read, close: () => source.close() };
    },
  };
  return wrapped;
}
