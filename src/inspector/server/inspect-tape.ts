import { lastValueFrom, startWith, takeWhile } from 'rxjs';
import { machines } from '../../node/running/machines.ts';
import { SystemClock } from '../../streams/system-clock.ts';
import { FsTapeStore } from '../../trace/store/fs-tape-store.ts';
import { codeHash } from '../../trace/writing/code-hash.ts';
import type { About } from '../answers/about.ts';
import type { Head } from '../answers/head.ts';
import { openFilm } from '../film/tape-film.ts';
import { ToolServer } from '../stately/tool-server.ts';
import { answerTo } from '../views/routes.ts';
import { aboutOf } from './about-of.ts';
import { CannotInspect } from './cannot-inspect.ts';
import { readPageFiles } from './page-files.ts';
import type { ToolsGate } from './page-server.ts';
import { type Inspector, serveInspector } from './serve-inspector.ts';
import { newToken } from './sessions.ts';
import { tapeBeginning } from './tape-beginning.ts';

export interface TapeWishes {
  /** Of the folder of a tape, or of one of its segments. */
  readonly path: string;
  /** `node`: it is being recorded, and is followed until it is over. */
  readonly source: About['source'];
  /** 0: any that is free. */
  readonly port: number;
  /** Pages of others that may listen as tools. */
  readonly origins?: readonly string[];
}

export interface InspectedTape extends Inspector {
  /** The node whose tape it is. */
  readonly node: string;
  /** Its process has gone: what is on the tape by now is all that there will be. Resolves once that is known. */
  over(): Promise<void>;
}

/** Shows a tape to the browsers of this machine. Rejects with a `CannotInspect`, or a `TapeError` of the disk. */
export async function inspectTape(wishes: TapeWishes): Promise<InspectedTape> {
  const { path, source, port, origins = [] } = wishes;
  const store = new FsTapeStore(path);
  const beginning = tapeBeginning(store);
  if (beginning === 'unreadable') throw new CannotInspect(beginning, `no trace is in ${path}`);
  if (beginning === 'newer') throw new CannotInspect(beginning, `${path} is of a later format`);
  const code = codeHash();
  const clock = new SystemClock();
  const film = openFilm(store, { machines, follows: source === 'node' });
  const about = aboutOf(wishes, beginning, code);
  const answer = (path: string, query: URLSearchParams) => answerTo(film, () => about, path, query);
  const openTools = (gate: ToolsGate) => new ToolServer({ film, origins, ...gate });
  const server = await orClose(film, () => {
    const page = readPageFiles();
    return serveInspector({ film, answer, page, clock, port, token: newToken(), openTools });
  });
  return {
    ...server,
    node: beginning.head.node,
    async over() {
      film.ended();
      const isOver = (head: Head): boolean => head.state === 'over';
      await lastValueFrom(
        film.head$.pipe(
          startWith(film.head),
          takeWhile((head) => !isOver(head)),
        ),
        {
          defaultValue: null,
        },
      );
    },
    async close() {
      await server.close();
      film.close();
    },
  };
}

async function orClose<T>(film: { close(): void }, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    film.close();
    throw error;
  }
}
