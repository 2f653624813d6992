import { readdirSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Film } from '../../../src/inspector/film/film.ts';
import { MemoryTapeStore } from '../../../src/trace/store/memory-tape-store.ts';
import { FsTapeStore } from '../../../src/trace/store/fs-tape-store.ts';
import { factsOf, filmOf, shown } from '../../support/film-facts.ts';
import { PlainFilm } from '../../support/plain-film.ts';
import { realTape } from '../../support/real-tape.ts';
import { rewritten } from '../../support/rewritten.ts';
import { SmallDisk } from '../../support/small-disk.ts';
import { TapedTurns } from '../../support/taped-turns.ts';
import { limits } from '../../../src/protocol/limits.ts';

const runs = readdirSync('traces', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe('a film', () => {
  it.each(runs)(
    'of the golden run "%s" tells what another tells that ran it at once',
    async (run) => {
      const [node] = readdirSync(`traces/${run}`);
      const store = new FsTapeStore(`traces/${run}/${node}`);
      expect(factsOf(await filmOf(store))).toEqual(factsOf(new PlainFilm(store)));
    },
  );

  it('shows any turns of a long tape, in whatever order they are asked for', async () => {
    const store = new FsTapeStore('traces/knocking/alice');
    const plain = new PlainFilm(store);
    const all = plain.all.map(shown);
    const anyTurn = fc.integer({ min: 0, max: all.length + 2 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(anyTurn, fc.nat({ max: 20 })), { maxLength: 25 }),
        async (asked) => {
          const film = await filmOf(store);
          for (const [from, more] of asked) {
            const scenes = more === 0 ? [film.scene(from)] : [...film.scenes(from, from + more)];
            const there = scenes.filter((scene) => scene !== null).map(shown);
            expect(there).toEqual(all.filter(({ turn }) => turn >= from && turn <= from + more));
            const actor = `node/i${more}`;
            expect([film.previous(from), film.next(from)]).toEqual([
              plain.previous(from),
              plain.next(from),
            ]);
            expect(film.next(from, actor)).toBe(plain.next(from, actor));
            expect(film.previous(from, actor)).toBe(plain.previous(from, actor));
          }
          film.close();
        },
      ),
      { numRuns: 12 },
    );
  });

  it('of a tape that was cut anywhere, or changed in any byte, tells what is whole', async () => {
    const segments = realTape({ turns: 40, segmentBytesMax: 6_000, checkpointTurns: 10 });
    const names = Object.keys(segments);
    expect(names.length).toBeGreaterThan(1);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.nat(),
        fc.boolean(),
        async (name, at, cuts) => {
          const bytes = segments[name]!.slice();
          const place = at % bytes.length;
          bytes[place]! ^= 1;
          const store = MemoryTapeStore.of({
            ...segments,
            [name]: cuts ? bytes.slice(0, place) : bytes,
          });
          const film = await filmOf(store);
          expect(withoutEnds(film)).toEqual(withoutEnds(new PlainFilm(store)));
          film.close();
        },
      ),
      { numRuns: 150 },
    );
  });

  it('of a tape with a gap goes on behind it', async () => {
    const disk = new SmallDisk();
    const node = new TapedTurns(disk);
    node.start();
    node.wait(5);
    node.flush();
    disk.roomBytes = 100;
    node.wait(10, 0);
    node.flush();
    disk.roomBytes = Infinity;
    node.wait(3, limits.tapeRetryMs);
    node.recorder.close();
    const film = await filmOf(disk);
    expect(factsOf(film)).toEqual(factsOf(new PlainFilm(disk)));
    expect(film.head).toMatchObject({
      turns: 10,
      lastTurn: 20,
      faults: [{ kind: 'gap', fromTurn: 8, toTurn: 17 }],
    });
    expect([film.next(7), film.scene(10), film.scene(20)?.lacks]).toEqual([18, null, null]);
  });

  it('of what the code does otherwise says so once, and shows the tape up to the next checkpoint', async () => {
    const store = MemoryTapeStore.of(realTape({ turns: 40, checkpointTurns: 10 }));
    const changed = rewritten(
      store,
      (record) => {
        if (record.kind !== 'steps' || record.turn !== 14) return record;
        return { ...record, steps: record.steps.map((step) => ({ ...step, state: 'dreaming' })) };
      },
      {},
      { ...limits, pageBytesMax: 300 },
    );
    const film = await filmOf(changed);
    const plain = new PlainFilm(changed);
    for (let times = 0; times < 2; times += 1) {
      expect([...film.scenes(0, 40)].map(shown)).toEqual(plain.all.map(shown));
    }
    expect(film.scene(14)).toMatchObject({
      played: null,
      lacks: expect.stringContaining('dreaming'),
    });
    expect(film.scene(18)).toMatchObject({ before: null, played: null });
    expect(film.scene(22)).toMatchObject({ lacks: null });
    await new Promise((resolve) => setImmediate(resolve));
    expect(film.head.faults).toMatchObject([{ kind: 'different', fromTurn: 14, toTurn: 14 }]);
  });

  it('of a tape without steps finds them by running it again', async () => {
    const store = MemoryTapeStore.of(realTape({ turns: 40 }));
    const bare = rewritten(store, (record) => (record.kind === 'steps' ? null : record), {
      steps: false,
    });
    const [film, full] = [await filmOf(bare), await filmOf(store)];
    expect([...film.lives(40)]).toEqual([...full.lives(40)]);
    expect(film.talk(40, 100)).toEqual(full.talk(40, 100));
    expect(film.scene(40)).toMatchObject({ taped: [], lacks: null });
    expect(film.next(3, 'node')).toBe(full.next(3, 'node'));
  });

  it('of something else says why there is nothing', async () => {
    expect((await filmOf(new MemoryTapeStore())).head).toMatchObject({
      state: 'over',
      ending: { how: 'unreadable' },
      turns: 0,
    });
    const store = MemoryTapeStore.of({ 'a.txt': Buffer.from('something else') });
    expect((await filmOf(store)).head.ending).toMatchObject({ how: 'unreadable' });
  });
});

/** Where a turn cannot be run again, only the one that reads its steps knows who came to an end in it. */
function withoutEnds(film: Film) {
  const { lives, ...facts } = factsOf(film);
  return { ...facts, lives: lives[0]!.map((life) => ({ ...life, lastTurn: null })) };
}
