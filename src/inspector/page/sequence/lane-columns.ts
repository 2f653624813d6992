import type { Sequence, SequenceLane } from '../../answers/sequence.ts';
import { lifelines, type Lifeline } from './lifelines.ts';

/** Links to the same peer that were there one after the other: they stand below each other. */
export interface LaneColumn {
  readonly lanes: readonly SequenceLane[];
}

export interface LaneColumns {
  readonly columns: readonly LaneColumn[];
  /** By link: in which column it stands. */
  readonly columnOf: ReadonlyMap<string, number>;
  readonly lifelines: readonly Lifeline[];
}

/**
 * Each peer has a column, and a further one for each link that it had beside another: somebody who comes
 * again and again would have a hundred otherwise.
 */
export function laneColumns(sequence: Pick<Sequence, 'lanes' | 'arrows' | 'isCut'>): LaneColumns {
  const whose = peerOrAddress(sequence.lanes);
  const columns: (Free & { readonly lanes: SequenceLane[] })[] = [];
  const columnOf = new Map<string, number>();
  const lines = lifelines(sequence).sort(
    (one, other) => one.from - other.from || one.lane - other.lane,
  );
  for (const { lane, link, from, to } of lines) {
    const own = sequence.lanes[lane]!;
    const whom = whose(own);
    let place = columns.findIndex((column) => column.whom === whom && column.lastRow < from);
    if (place === -1) place = columns.push({ whom, lastRow: to, lanes: [] }) - 1;
    columns[place]!.lanes.push(own);
    columns[place]!.lastRow = to;
    columnOf.set(link, place);
  }
  return { columns, columnOf, lifelines: lines };
}

interface Free {
  readonly whom: string;
  lastRow: number;
}

/** Of a link that never came so far that its peer was known, its address tells most likely whose it was. */
function peerOrAddress(lanes: readonly SequenceLane[]): (lane: SequenceLane) => string {
  const at = new Map(
    lanes.filter(({ peer }) => peer !== '').map((lane) => [lane.address, lane.peer]),
  );
  return ({ peer, address }) => peer || (at.get(address) ?? address);
}
