import type { About } from '../answers/about.ts';
import { inspectorLimits } from '../answers/inspector-limits.ts';
import type { Film } from '../film/film.ts';
import { actorOf } from './actor.ts';
import { actorsOf } from './actors.ts';
import { momentOf } from './moment.ts';
import { overlayOf } from './overlay.ts';
import { BadQuery, Query } from './query.ts';
import { sequenceOf } from './sequence.ts';

export type Answered =
  | { readonly status: 200; readonly body: unknown }
  | {
      readonly status: 400 | 404;
      readonly error: { readonly code: 'bad-query' | 'not-found'; readonly text: string };
    };

/** Answers a page: whatever is asked gets an answer, and nothing that is asked changes anything. */
export function answerTo(
  film: Film,
  about: () => About,
  path: string,
  query: URLSearchParams,
): Answered {
  const route = routes.get(path);
  if (route === undefined) return notFound('nothing is to be asked there');
  try {
    const body = route(film, new Query(query), about);
    return body === null ? notFound('that turn is not on the tape') : { status: 200, body };
  } catch (error) {
    if (!(error instanceof BadQuery)) throw error;
    return { status: 400, error: { code: 'bad-query', text: error.message } };
  }
}

type Route = (film: Film, query: Query, about: () => About) => unknown;

/** The closed list of what can be asked. */
const routes: ReadonlyMap<string, Route> = new Map<string, Route>([
  ['/api/about', (_film, _query, about) => about()],
  ['/api/head', (film) => film.head],
  ['/api/timeline', timeline],
  ['/api/moment', (film, query) => momentOf(film, query.turn())],
  [
    '/api/actors',
    (film, query) =>
      actorsOf(film, query.turn(), {
        q: query.text('q'),
        machine: query.text('machine'),
        state: query.text('state'),
        code: query.text('code'),
        gone: query.text('gone') === '1',
        from: query.count('from', 0),
        count: Math.min(query.count('count', 100), inspectorLimits.toldActorsMax),
      }),
  ],
  [
    '/api/actor',
    (film, query) => {
      const wish = { path: query.text('actor') || 'node', step: query.place('step') };
      return actorOf(film, query.turn(), { ...wish, opened: query.opened() });
    },
  ],
  [
    '/api/sequence',
    (film, query) => {
      const count = Math.min(query.count('count', 100), inspectorLimits.arrowsMax);
      return sequenceOf(film, query.turn(), count, query.text('peer'));
    },
  ],
  ['/api/overlay', (film, query) => overlayOf(film, query.turn())],
]);

function timeline(film: Film, query: Query): unknown {
  const { firstTurn, lastTurn } = film.head;
  const from = query.count('from', firstTurn);
  const to = query.count('to', lastTurn);
  if (from > to) throw new BadQuery(`from ${from} lies behind to ${to}`);
  const buckets = Math.min(Math.max(query.count('buckets', 200), 1), inspectorLimits.bucketsMax);
  return film.timeline(from, to, buckets);
}

function notFound(text: string): Answered {
  return { status: 404, error: { code: 'not-found', text } };
}
