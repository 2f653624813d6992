import type { Sequence, SequenceArrow } from '../../answers/sequence.ts';

/** One link beside this node, and the rows between which it was there. */
export interface Lifeline {
  readonly link: string;
  /** Its place among the lanes. */
  readonly lane: number;
  /** The first and the last row; it goes on beyond the ends where nothing says that it does not. */
  readonly from: number;
  readonly to: number;
}

const beginnings: ReadonlySet<string> = new Set(['dial', 'opened', 'accepted']);

export function lifelines({
  lanes,
  arrows,
  isCut,
}: Pick<Sequence, 'lanes' | 'arrows' | 'isCut'>): Lifeline[] {
  const rowsOf = new Map<string, number[]>(lanes.map(({ link }) => [link, []]));
  for (const [row, { link }] of arrows.entries()) rowsOf.get(link)?.push(row);
  return lanes.map(({ link }, lane) => {
    const rows = rowsOf.get(link) ?? [];
    const first = rows.find((row) => begins(arrows[row]!)) ?? (isCut ? 0 : (rows[0] ?? 0));
    const last = rows.findLast((row) => ends(arrows[row]!)) ?? arrows.length - 1;
    return { link, lane, from: Math.min(first, rows[0] ?? first), to: Math.max(last, first) };
  });
}

export function ends({ way, kind }: SequenceArrow): boolean {
  return way === 'here' && kind === 'closed';
}

function begins({ way, kind }: SequenceArrow): boolean {
  return way === 'here' && beginnings.has(kind);
}
