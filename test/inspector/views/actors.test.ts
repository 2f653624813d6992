import { describe, expect, it } from 'vitest';
import type { Actors } from '../../../src/inspector/answers/actors.ts';
import { inspectorLimits } from '../../../src/inspector/answers/inspector-limits.ts';
import { actorsOf, type ActorWishes } from '../../../src/inspector/views/actors.ts';
import { FsTapeStore } from '../../../src/trace/store/fs-tape-store.ts';
import { PlainFilm } from '../../support/plain-film.ts';
import { acceptedLinks } from '../../support/taped-links.ts';
import { tapeOf } from '../../support/tapes.ts';

const all: ActorWishes = {
  q: '',
  machine: '',
  state: '',
  code: '',
  gone: false,
  from: 0,
  count: 100,
};
const pair = new PlainFilm(new FsTapeStore('traces/pair/alice'));
const banned = new PlainFilm(new FsTapeStore('traces/ban/bob'));
const newcomer = new PlainFilm(new FsTapeStore('traces/one-contact/n3'));

describe('who is there', () => {
  it('is told with the state they are in, who they are, and whether they moved', () => {
    expect(actorsOf(pair, 17, all)).toEqual({
      fitting: 2,
      all: 2,
      from: 0,
      rows: [
        {
          ...nobody,
          path: 'node',
          machine: 'node',
          state: 'running',
          moved: true,
          firstTurn: 1,
        },
        {
          ...nobody,
          path: 'node/o1',
          machine: 'connection',
          state: 'established.liveness.waiting + established.writability.open',
          moved: true,
          peer: '55ms4gegzadl2avu5o42mif2d5pncyd6clfivxvzkzrhtpudhxfa',
          name: 'bob',
          address: '10.0.0.2:9000',
          inbound: false,
          firstTurn: 3,
        },
      ],
      machines: [
        { name: 'connection', count: 1 },
        { name: 'node', count: 1 },
      ],
      states: [
        { name: 'established', count: 1 },
        { name: 'established.liveness.waiting', count: 1 },
        { name: 'established.writability.open', count: 1 },
        { name: 'running', count: 1 },
      ],
      codes: [],
    } satisfies Actors);
  });

  it('is nobody before the first turn', () => {
    const nothing = { fitting: 0, all: 0, from: 0, rows: [], machines: [], states: [], codes: [] };
    expect(actorsOf(pair, 0, all)).toEqual(nothing);
  });

  it('says why a connection closes as soon as that is decided', () => {
    const parting = pair.all.find(({ played }) =>
      played!.effects.some(
        (effect) => effect.type === 'link.send' && effect.messages[0]!.kind === 'bye',
      ),
    )!;
    const { rows } = actorsOf(pair, parting.turn, { ...all, machine: 'connection' });
    expect(rows.map(({ isGone, code }) => ({ isGone, code }))).toEqual([
      { isGone: false, code: 'disconnected' },
    ]);
  });

  it('names the peer of a contact', () => {
    const { rows } = actorsOf(newcomer, 40, { ...all, machine: 'contact' });
    expect(rows.map(({ path, name, address }) => [path, name, address])).toEqual([
      ['node/d1', 'n2', '10.0.0.3:9000'],
    ]);
  });
});

describe('who was there', () => {
  const { lastTurn } = banned.head;

  it('is told if that is asked, from its first turn to its last, and why it went', () => {
    const { rows } = actorsOf(banned, lastTurn, { ...all, gone: true, machine: 'connection' });
    expect(
      rows.map(({ path, isGone, state, code, firstTurn, lastTurn: last }) => {
        return [path, isGone, state, code, firstTurn, last];
      }),
    ).toEqual([
      ['node/o1', true, null, 'banned', 2, 29],
      ['node/o2', true, null, 'banned', 30, 51],
      ['node/o3', true, 'closed', 'quit', 52, 86],
    ]);
  });

  it('is told without being asked for those whose last turn it is, with the state they went in', () => {
    const told = (turn: number) =>
      actorsOf(banned, turn, all).rows.map(({ path, isGone, state, code }) => {
        return [path, isGone, state, code];
      });
    expect(told(lastTurn)).toEqual([
      ['node', true, 'stopped', ''],
      ['node/o3', true, 'closed', 'quit'],
    ]);
    expect(told(51)).toContainEqual(['node/o2', true, 'closed', 'banned']);
    expect(told(52).map(([path]) => path)).not.toContain('node/o2');
  });

  it('counts among the codes also where it was not asked for', () => {
    expect(actorsOf(banned, 60, all).codes).toEqual([{ name: 'banned', count: 2 }]);
  });

  it('is not told as gone before it went', () => {
    const { rows } = actorsOf(banned, 28, { ...all, gone: true, machine: 'connection' });
    expect(rows.map(({ path, isGone, lastTurn: last }) => [path, isGone, last])).toEqual([
      ['node/o1', false, null],
    ]);
  });
});

describe('what is asked of actors', () => {
  const pathsOf = (wishes: Partial<ActorWishes>): readonly string[] =>
    actorsOf(newcomer, 40, { ...all, ...wishes }).rows.map(({ path }) => path);

  it('is a part of the path, the name, the id or the address, in letters of any size', () => {
    expect(pathsOf({ q: 'O1' })).toEqual(['node/o1']);
    expect(pathsOf({ q: 'N2' })).toEqual(['node/d1', 'node/o1']);
    expect(pathsOf({ q: 'jhh3fvwo' })).toEqual(['node/i2']);
    expect(pathsOf({ q: '10.0.0.1:' })).toEqual(['node/i3', 'node/o3']);
  });

  it('is a state, a leaf or the one around all of them', () => {
    expect(pathsOf({ state: 'established' })).toEqual(['node/o1', 'node/i2', 'node/i3']);
    expect(pathsOf({ state: 'established.liveness.quiet' })).toEqual(['node/o1']);
    expect(pathsOf({ state: 'establish' })).toEqual([]);
  });

  it('is a code', () => {
    const wishes = { ...all, gone: true, code: 'quit' };
    const { rows } = actorsOf(banned, banned.head.lastTurn, wishes);
    expect(rows.map(({ path }) => path)).toEqual(['node/o3']);
  });

  it('is all of that together, and a stretch of what fits', () => {
    const {
      fitting,
      all: there,
      from,
      rows,
    } = actorsOf(newcomer, 40, {
      ...all,
      machine: 'connection',
      from: 1,
      count: 2,
    });
    expect({ fitting, there, from }).toEqual({ fitting: 5, there: 8, from: 1 });
    expect(rows.map(({ path }) => path)).toEqual(['node/i2', 'node/i3']);
    expect(actorsOf(newcomer, 40, { ...all, from: 1_000 })).toMatchObject({ from: 8, rows: [] });
  });

  it('is answered with so many rows at most', () => {
    const crowd = acceptedLinks(inspectorLimits.toldActorsMax + 1);
    const film = new PlainFilm(tapeOf(crowd).store);
    const { fitting, rows } = actorsOf(film, film.head.lastTurn, { ...all, count: 1e9 });
    expect(fitting).toBe(inspectorLimits.toldActorsMax + 1);
    expect(rows).toHaveLength(inspectorLimits.toldActorsMax);
  });
});

describe('where the state behind a turn is not known', () => {
  it('are those of whom the tape does not say that they went, and the states of those who moved', () => {
    const film = new PlainFilm(tapeOf(acceptedLinks(3)).store);
    expect(actorsOf(film, 2, all).rows).toEqual([
      { ...link(1), state: null, moved: false },
      { ...link(2), state: 'securing', moved: true },
    ]);
  });

  function link(number: number) {
    const address = `10.0.0.${number}:9000`;
    const path = `node/i${number}`;
    const about = { ...nobody, path, machine: 'connection', address, inbound: true };
    return { ...about, firstTurn: number };
  }
});

const nobody = {
  isGone: false,
  moved: false,
  peer: '',
  name: '',
  address: '',
  inbound: null,
  code: '',
  lastTurn: null,
};
