import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { About } from '../../src/inspector/answers/about.ts';
import { inspectorLimits } from '../../src/inspector/answers/inspector-limits.ts';
import type { Moment } from '../../src/inspector/answers/moment.ts';
import { answerTo, type Answered } from '../../src/inspector/views/routes.ts';
import { FsTapeStore } from '../../src/trace/store/fs-tape-store.ts';
import { MemoryTapeStore } from '../../src/trace/store/memory-tape-store.ts';
import { PlainFilm } from '../support/plain-film.ts';
import { segmentsOf } from '../support/tapes.ts';

/** What a page can ask, and what it is told: of whole tapes and of broken ones, of any turn and of none. */
describe('what a page is told', () => {
  it.each([
    'pair/alice',
    'mesh-broadcast/n0',
    'doubles/alice',
    'asked-afar/bob',
    'reset-storm/alice',
    'forgeries/alice',
    'crash-and-restart/alice',
    'seed-down/s1',
    'two-halves/n0',
  ])('can be sent, and is not too much, for all that is on %s', (path) => {
    const film = filmOf(path);
    let largest = 0;
    for (const { turn } of film.all) {
      const answers = allOf(film, turn);
      for (const answer of answers) {
        expect(answer.status).toBe(200);
        largest = Math.max(largest, sizeOf(answer));
      }
    }
    expect(largest).toBeLessThan(ANSWER_BYTES_MAX);
  });

  it('is an answer, for any byte that was damaged on its tape', () => {
    const segments = segmentsOf(new FsTapeStore('traces/pair/alice'));
    const [[name, bytes]] = Object.entries(segments) as [[string, Uint8Array]];
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = bytes.slice();
        damaged[at] = damaged[at]! ^ change;
        const film = new PlainFilm(MemoryTapeStore.of({ [name]: damaged }));
        for (const { turn } of film.all.slice(-3))
          for (const answer of allOf(film, turn)) expect(sizeOf(answer)).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });

  it('is an answer whatever is asked, and wherever', () => {
    const film = filmOf('mesh-broadcast/n0');
    fc.assert(
      fc.property(anyPath, anyQuery, (path, query) => {
        const answer = answerTo(film, () => about, path, query);
        expect([200, 400, 404]).toContain(answer.status);
        expect(sizeOf(answer)).toBeLessThan(ANSWER_BYTES_MAX);
      }),
      { numRuns: 1_500 },
    );
  });

  it('changes nothing of what is told next', () => {
    const film = filmOf('doubles/alice');
    const turns = film.all.map(({ turn }) => turn);
    const told = new Map(turns.map((turn) => [turn, JSON.stringify(allOf(film, turn))]));
    fc.assert(
      fc.property(fc.constantFrom(...turns), (turn) => {
        expect(JSON.stringify(allOf(film, turn))).toBe(told.get(turn));
      }),
    );
  });

  it('says so where a turn is not there', () => {
    const film = filmOf('pair/alice');
    const { lastTurn } = film.head;
    for (const turn of [0, lastTurn + 1, 1e14]) {
      const query = new URLSearchParams({ turn: String(turn) });
      expect(answerTo(film, () => about, '/api/moment', query).status).toBe(404);
    }
  });
});

/** The largest of all golden tapes takes a seventh of it, and the farewell of a node to 250 others a fifth. */
const ANSWER_BYTES_MAX = 1_000_000;

const about: About = {
  version: '0',
  source: 'trace',
  path: 'here',
  node: 'n',
  name: 'ann',
  network: 'net',
  run: 'r',
  startedMs: 0,
  bodies: 'text',
  codeDiffers: false,
  machines: [],
};

const films = new Map<string, PlainFilm>();

function filmOf(path: string): PlainFilm {
  const film = films.get(path) ?? new PlainFilm(new FsTapeStore(`traces/${path}`));
  films.set(path, film);
  return film;
}

/** All that a page asks of a turn: it as a whole, whoever moved in it, and each step. */
function allOf(film: PlainFilm, turn: number): readonly Answered[] {
  const ask = (name: string, wishes: Readonly<Record<string, string>> = {}): Answered => {
    const query = new URLSearchParams({ turn: String(turn), ...wishes });
    return answerTo(film, () => about, `/api/${name}`, query);
  };
  const moment = ask('moment');
  const steps = moment.status === 200 ? (moment.body as Moment).steps : [];
  return [
    moment,
    ask('actors', { gone: '1' }),
    ask('sequence', { count: String(inspectorLimits.arrowsMax) }),
    ask('overlay'),
    ask('timeline', { from: '1', to: String(turn) }),
    ask('actor', { actor: 'node', open: '[["overlay","view"],["links"],["peers"]]' }),
    ...steps
      .slice(0, 8)
      .map(({ actor }, step) => ask('actor', { actor, step: String(step), open: '[["hello"]]' })),
  ];
}

/** Whatever was told is there after it was sent. */
function sizeOf(answer: Answered): number {
  const text = JSON.stringify(answer);
  expect(JSON.parse(text)).toEqual(answer);
  return Buffer.byteLength(text);
}

const anyPath = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...names().map((name) => `/api/${name}`)) },
  { weight: 1, arbitrary: fc.string() },
);

const anyNumber = fc.oneof(
  fc.nat(400).map(String),
  fc.constantFrom('', '0', '-1', '1e9', '1.5', ' 1', '0x10', '999999999999999', '9'.repeat(30)),
);

const anyOpen = fc.oneof(
  fc.array(fc.array(fc.constantFrom('overlay', 'links', '__proto__', 'view', 'peers'))).map(json),
  fc.json(),
  fc.constantFrom('', '['.repeat(9_000), '[[1]]', '{}', '[null]'),
);

const anyText = fc.oneof(
  fc.constantFrom('node', 'node/o1', 'node/i1', 'connection', 'n1', '1', 'x'.repeat(500)),
  fc.string({ unit: 'binary' }),
);

const anyQuery = fc
  .record(
    {
      ...all(anyNumber, 'turn', 'step', 'from', 'to', 'count', 'buckets'),
      ...all(anyText, 'actor', 'q', 'machine', 'state', 'code', 'peer', 'gone', 'view'),
      open: anyOpen,
    },
    { requiredKeys: [] },
  )
  .map((wishes) => new URLSearchParams(wishes as Record<string, string>));

function all<Value>(arbitrary: fc.Arbitrary<Value>, ...fields: readonly string[]) {
  return Object.fromEntries(fields.map((field) => [field, arbitrary]));
}

function names(): readonly string[] {
  return ['about', 'head', 'timeline', 'moment', 'actors', 'actor', 'sequence', 'overlay'];
}

function json(value: unknown): string {
  return JSON.stringify(value);
}
