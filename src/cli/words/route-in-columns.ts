import type { Route } from '../../node/face/overlay-answers.ts';
import { columns } from './columns.ts';
import { cutToWidth } from './cut-to-width.ts';
import { type PeerNames, shortId } from './peer-names.ts';
import { hopsInWords } from './way-in-words.ts';

/** The way to a peer: a line for each who is on it, with the time to there and back. */
export function routeInColumns({ times }: Route, names: PeerNames): readonly string[] {
  return columns(
    times.map(({ peer, hops, ms }) => [
      `  ${hopsInWords(hops)}`,
      cutToWidth(names.name(peer), NAME_COLUMNS),
      shortId(peer),
      ms === null ? 'no answer' : `${ms.toFixed(1)} ms`,
    ]),
  );
}

const NAME_COLUMNS = 16;
