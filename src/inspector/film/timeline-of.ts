import type { Ending, Fault } from '../answers/head.ts';
import { inspectorLimits } from '../answers/inspector-limits.ts';
import { lanes, type Bucket, type Mark, type Timeline } from '../answers/timeline.ts';
import type { FilmMarks } from './film-marks.ts';
import { shortened } from './shortened.ts';
import { laneIn } from './turn-kind.ts';
import type { TurnRows } from './turn-rows.ts';

export interface TimelineParts {
  readonly rows: TurnRows;
  readonly marks: FilmMarks;
  readonly faults: readonly Fault[];
  readonly ending: Ending | null;
}

/** A stretch of turns, both ends included, in at most so many parts of the same number of turns. */
export function timelineOf(
  parts: TimelineParts,
  from: number,
  to: number,
  buckets: number,
): Timeline {
  const { rows } = parts;
  const count = Math.max(1, Math.min(buckets, inspectorLimits.bucketsMax));
  const turnsPerBucket = Math.max(1, Math.ceil((to - from + 1) / count));
  const told: Bucket[] = [];
  let row = rows.from(from);
  for (let fromTurn = from; fromTurn <= to; fromTurn += turnsPerBucket) {
    const end = rows.from(Math.min(fromTurn + turnsPerBucket, to + 1));
    const us = row < end ? rows.us(row) : null;
    const turns = lanes.map(() => 0);
    for (; row < end; row += 1) turns[laneIn(rows.kind(row))]! += 1;
    told.push({ fromTurn, us, turns });
  }
  return { from, to, turnsPerBucket, buckets: told, ...marksWithin(parts, from, to) };
}

/** Where there are too many, those that are rarer come before the others. */
function marksWithin({ rows, marks, faults, ending }: TimelineParts, from: number, to: number) {
  const wrong = faults.map((fault) => faultMark(fault, rows));
  const end = ending === null || ending.how === 'crashed' ? [] : [endMark(ending, rows)];
  const rare = [...wrong, ...end].filter(({ turn }) => turn >= from && turn <= to);
  const all = [...marks.within(from, to), ...rare];
  const { toldMarksMax } = inspectorLimits;
  const told = all.length <= toldMarksMax ? all : thinned(all, toldMarksMax);
  return {
    marks: told
      .toSorted((one, other) => one.turn - other.turn)
      .map((mark) => ({ ...mark, text: shortened(mark.text) })),
    moreMarks: all.length - told.length,
  };
}

function thinned(all: readonly Mark[], count: number): readonly Mark[] {
  const rare = all.filter(({ kind }) => !common.has(kind)).slice(0, count);
  const others = all.filter(({ kind }) => common.has(kind));
  const room = count - rare.length;
  const some = Array.from(
    { length: room },
    (_, place) => others[Math.floor((place * others.length) / room)]!,
  );
  return [...some, ...rare];
}

const common: ReadonlySet<Mark['kind']> = new Set(['connected', 'closed', 'refused']);

function faultMark({ kind, fromTurn, text }: Fault, rows: TurnRows): Mark {
  const row = rows.from(fromTurn + 1) - 1;
  const us = row < rows.first ? 0 : rows.us(row);
  return { kind: kind === 'torn' ? 'damage' : kind, turn: fromTurn, us, text };
}

function endMark({ text }: Ending, rows: TurnRows): Mark {
  const row = rows.end - 1;
  if (rows.count === 0) return { kind: 'end', turn: 0, us: 0, text };
  return { kind: 'end', turn: rows.turn(row), us: rows.us(row), text };
}
