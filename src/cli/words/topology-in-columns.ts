import type { TopologyLine } from '../../node/face/overlay-answers.ts';
import { cleanText } from './clean-text.ts';
import { columns } from './columns.ts';
import { cutToWidth } from './cut-to-width.ts';
import { displayWidth } from './display-width.ts';
import { PeerNames, shortId } from './peer-names.ts';
import { someOf } from './some-of.ts';

/** Who is linked to whom: a line a node, this one first and then by name, within the eighty columns of a terminal. */
export function topologyInColumns(
  [first, ...rest]: readonly TopologyLine[],
  others: PeerNames,
): readonly string[] {
  const byName = rest.toSorted((a, b) => compareTexts(a.name, b.name));
  const lines = first === undefined ? [] : [first, ...byName];
  const own = new PeerNames();
  for (const { peer, name } of lines) own.learn(peer, name);
  const known = new Set(lines.map(({ peer }) => peer));
  const nameOf = (peer: string): string =>
    cutToWidth((known.has(peer) ? own : others).brief(peer), NAME_COLUMNS);
  const heads = lines.map(({ peer, name }) => [
    `  ${cutToWidth(cleanText(name), NAME_COLUMNS)}`,
    shortId(peer),
  ]);
  const rows = columns([HEADING, ...heads]);
  const room = COLUMNS - Math.max(...rows.map(displayWidth)) - GAP.length;
  return columns([
    [...HEADING, 'linked to'],
    ...lines.map(({ linked }, index) => [
      ...heads[index]!,
      linked.length === 0 ? 'nobody' : someOf(linked.map(nameOf).toSorted(compareTexts), room),
    ]),
  ]);
}

/** The same everywhere, whatever is spoken there. */
function compareTexts(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}

const HEADING = ['  name', 'id'];
const COLUMNS = 80;
const GAP = '  ';
const NAME_COLUMNS = 16;
