import { describe, expect, it } from 'vitest';
import type { About } from '../../../src/inspector/answers/about.ts';
import type { Actors } from '../../../src/inspector/answers/actors.ts';
import { inspectorLimits } from '../../../src/inspector/answers/inspector-limits.ts';
import type { Sequence } from '../../../src/inspector/answers/sequence.ts';
import type { Timeline } from '../../../src/inspector/answers/timeline.ts';
import { answerTo, type Answered } from '../../../src/inspector/views/routes.ts';
import { FsTapeStore } from '../../../src/trace/store/fs-tape-store.ts';
import { PlainFilm } from '../../support/plain-film.ts';

const film = new PlainFilm(new FsTapeStore('traces/reset-storm/alice'));
const about = { path: 'traces/reset-storm/alice' } as About;

describe('what can be asked', () => {
  it('is a closed list', () => {
    expect(ask('/api/about')).toEqual({ status: 200, body: about });
    expect(ask('/api/head')).toEqual({ status: 200, body: film.head });
    for (const path of ['/api', '/api/about/', '/api/constructor', '__proto__', ''])
      expect(ask(path)).toEqual(notFound('nothing is to be asked there'));
  });

  it('is about a turn that is there', () => {
    expect(ask('/api/moment?turn=1').status).toBe(200);
    expect(ask('/api/moment?turn=0')).toEqual(notFound('that turn is not on the tape'));
    expect(ask(`/api/moment?turn=${film.head.lastTurn + 1}`).status).toBe(404);
  });

  it.each([
    ['/api/moment', 'turn is missing'],
    ['/api/moment?turn=', 'turn is no whole number: '],
    ['/api/moment?turn=1.5', 'turn is no whole number: 1.5'],
    ['/api/moment?turn=-1', 'turn is no whole number: -1'],
    ['/api/moment?turn=9999999999999999', 'turn is no whole number: 9999999999999999'],
    ['/api/actor?turn=1&step=x', 'step is no whole number: x'],
    ['/api/actor?turn=1&open=[', 'open is no list of lists of keys'],
    ['/api/actor?turn=1&open=[[1]]', 'open is no list of lists of keys'],
    ['/api/actor?turn=1&open={}', 'open is no list of lists of keys'],
    ['/api/actors?turn=1&from=a', 'from is no whole number: a'],
    ['/api/timeline?from=9&to=8', 'from 9 lies behind to 8'],
  ])('is judged: %s', (path, text) => {
    expect(ask(path)).toEqual({ status: 400, error: { code: 'bad-query', text } });
  });

  it('is not longer than inspectorLimits.toldTextUnitsMax units, and not deeper than inspectorLimits.treeDepthMax keys', () => {
    const units = (count: number) => ask(`/api/actors?turn=1&q=${'x'.repeat(count)}`).status;
    expect(units(inspectorLimits.toldTextUnitsMax)).toBe(200);
    expect(units(inspectorLimits.toldTextUnitsMax + 1)).toBe(400);
    const keys = (count: number) => {
      const path = Array.from({ length: count }, () => 'x');
      return ask(`/api/actor?turn=1&open=${JSON.stringify([path])}`).status;
    };
    expect(keys(inspectorLimits.treeDepthMax)).toBe(200);
    expect(keys(inspectorLimits.treeDepthMax + 1)).toBe(400);
  });
});

describe('what is told', () => {
  const { lastTurn } = film.head;

  it('is inspectorLimits.bucketsMax parts of a timeline at most, and one at least', () => {
    const parts = (wanted: string) => {
      const { body } = ask(`/api/timeline?from=0&to=9999999&buckets=${wanted}`) as Ok;
      return (body as Timeline).buckets.length;
    };
    expect(parts('999999')).toBeLessThanOrEqual(inspectorLimits.bucketsMax);
    expect(parts('999999')).toBeGreaterThan(inspectorLimits.bucketsMax * 0.99);
    expect(parts('0')).toBe(1);
  });

  it('is the whole tape where no stretch of it was asked for', () => {
    const { body } = ask('/api/timeline') as Ok;
    expect(body).toEqual(film.timeline(1, lastTurn, 200));
  });

  it('is at most as many arrows and actors as were asked for', () => {
    const { body } = ask(`/api/sequence?turn=${lastTurn}&count=7`) as Ok;
    expect((body as Sequence).arrows.length).toBeLessThanOrEqual(7);
    const { body: who } = ask(`/api/actors?turn=${lastTurn}&gone=1&from=1&count=2`) as Ok;
    const { rows, from, fitting } = who as Actors;
    expect([rows.length, from, fitting > 3]).toEqual([2, 1, true]);
  });

  it('is of the node where no actor was named', () => {
    const named = ask(`/api/actor?turn=3&actor=node`);
    expect(ask('/api/actor?turn=3')).toEqual(named);
  });
});

type Ok = Extract<Answered, { readonly status: 200 }>;

function ask(wish: string): Answered {
  const [path = '', query = ''] = wish.split('?');
  return answerTo(film, () => about, path, new URLSearchParams(query));
}

function notFound(text: string): Answered {
  return { status: 404, error: { code: 'not-found', text } };
}
