import { onTestFinished } from 'vitest';
import type { About } from '../../src/inspector/answers/about.ts';
import { openFilm } from '../../src/inspector/film/tape-film.ts';
import { readPageFiles } from '../../src/inspector/server/page-files.ts';
import type { ServerParts } from '../../src/inspector/server/page-server.ts';
import { type Inspector, serveInspector } from '../../src/inspector/server/serve-inspector.ts';
import { answerTo } from '../../src/inspector/views/routes.ts';
import { machines } from '../../src/node/running/machines.ts';
import { SystemClock } from '../../src/streams/system-clock.ts';
import type { TapeStore } from '../../src/trace/store/tape-store.ts';

const builtPage = new URL('../../dist/inspector/page', import.meta.url).pathname;

/** A tape as people look at it in a browser, with the built page, until the test is over. */
export async function inspected(store: TapeStore, more: Partial<About> = {}): Promise<Inspector> {
  const film = openFilm(store, { machines });
  onTestFinished(() => film.close());
  const about = (): About => ({ ...aboutTest, node: film.tapeHead?.node ?? '', ...more });
  return await shown({ film, answer: (path, query) => answerTo(film, about, path, query) });
}

/** Whatever answers as a film would. */
export async function shown(
  parts: Pick<ServerParts, 'film' | 'answer'>,
  port = 0,
): Promise<Inspector> {
  const inspector = await serveInspector({
    ...parts,
    page: readPageFiles(builtPage),
    clock: new SystemClock(),
    token: 'a-token-that-nobody-guesses-in-a-test-0123456',
    port,
  });
  onTestFinished(() => inspector.close());
  return inspector;
}

export const aboutTest: About = {
  version: '0.0.0',
  source: 'trace',
  path: '/tapes/a run',
  node: 'zip2jgaw6lulquhijffnryk6fnrx5jz2abcdefghijklmnopqrst',
  name: 'alice',
  network: 'test',
  run: 'a-run',
  startedMs: 1_795_226_400_000,
  bodies: 'text',
  codeDiffers: false,
  machines: Object.keys(machines),
};
