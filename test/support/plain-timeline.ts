import type { Fault, Head } from '../../src/inspector/answers/head.ts';
import { inspectorLimits } from '../../src/inspector/answers/inspector-limits.ts';
import {
  lanes,
  type Bucket,
  type Lane,
  type Mark,
  type Timeline,
} from '../../src/inspector/answers/timeline.ts';
import type { Scene } from '../../src/inspector/film/film.ts';

/** Counted from the beginning each time. */
export function timelineOf(
  scenes: readonly Scene[],
  head: Head,
  from: number,
  to: number,
  buckets: number,
): Timeline {
  const turnsPerBucket = Math.max(1, Math.ceil((to - from + 1) / buckets));
  const parts: Bucket[] = [];
  for (let fromTurn = from; fromTurn <= to; fromTurn += turnsPerBucket) {
    const end = Math.min(fromTurn + turnsPerBucket - 1, to);
    const inside = scenes.filter(({ turn }) => turn >= fromTurn && turn <= end);
    const turns = lanes.map(
      (lane) => inside.filter(({ input }) => laneOf(input.type) === lane).length,
    );
    parts.push({ fromTurn, us: inside[0]?.input.at ?? null, turns });
  }
  const all = [...scenes.flatMap(marksOf), ...head.faults.map((fault) => faultMark(fault, scenes))]
    .filter(({ turn }) => turn >= from && turn <= to)
    .toSorted((a, b) => a.turn - b.turn);
  const marks = all.slice(0, inspectorLimits.toldMarksMax);
  return { from, to, turnsPerBucket, buckets: parts, marks, moreMarks: all.length - marks.length };
}

function laneOf(type: string): Lane {
  if (type === 'link.bytes') return 'bytes';
  if (type.startsWith('link.') || type === 'dial.failed') return 'links';
  if (type === 'commands') return 'commands';
  return type === 'timer.fired' ? 'timers' : 'others';
}

function marksOf({ turn, input, taped, marks }: Scene): readonly Mark[] {
  const place = { turn, us: input.at };
  const said = marks.map((text): Mark => ({ ...place, kind: 'mark', text }));
  const reports = taped
    .flatMap((step) => step.effects)
    .filter(({ type }) => type === 'report')
    .map(({ fields }) => Object.fromEntries(fields) as Readonly<Record<string, unknown>>);
  const news = reports.flatMap(({ event, name, peer, address, code }): Mark[] => {
    const who = textOf(name) || textOf(peer).slice(0, 8) || textOf(address);
    const text = `${who} ${textOf(code)}`.trim();
    if (event === 'connected') return [{ ...place, kind: 'connected', text }];
    if (event === 'disconnected') return [{ ...place, kind: 'closed', text }];
    return event === 'refused' ? [{ ...place, kind: 'refused', text }] : [];
  });
  return [...news, ...said];
}

function faultMark({ kind, fromTurn, text }: Fault, scenes: readonly Scene[]): Mark {
  const us = scenes.findLast(({ turn }) => turn <= fromTurn)?.input.at ?? 0;
  return { kind: kind === 'torn' ? 'damage' : kind, turn: fromTurn, us, text };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
