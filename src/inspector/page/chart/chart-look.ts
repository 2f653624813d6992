import type { ActorShown } from '../../answers/actor.ts';
import type { DrawnLine, DrawnState, DrawnWords } from '../../answers/chart.ts';

/** What of a chart is lit, for one actor at one moment. */
export interface ChartLook {
  readonly active: ReadonlySet<string>;
  /** Those of them that nothing active is inside of. */
  readonly leaves: ReadonlySet<string>;
  /** It was in these before, and is not any more. */
  readonly left: ReadonlySet<string>;
  readonly taken: ReadonlySet<string>;
}

/** Bytes that end no frame are for nobody yet, and no machine overlooks them. */
export const partOfFrame = 'link.bytes';

type Shown = Pick<ActorShown, 'active' | 'before' | 'taken'>;

export function chartLook({ active, before, taken }: Shown): ChartLook {
  const now = new Set(active);
  return {
    active: now,
    leaves: new Set(active.filter((id) => !active.some((other) => other.startsWith(`${id}.`)))),
    left: new Set(before.filter((id) => !now.has(id))),
    taken: new Set(taken),
  };
}

export function stateClass({ id, kind, depth }: DrawnState, look: ChartLook): string {
  return classOf('chart-state', {
    [`is-${kind}`]: true,
    'is-outermost': depth === 0,
    'is-active': look.active.has(id),
    'is-leaf': look.leaves.has(id),
    'is-left': look.left.has(id),
  });
}

export function isLineTaken({ words }: DrawnLine, { taken }: ChartLook): boolean {
  return words.some(({ arrows }) => arrows.some((id) => taken.has(id)));
}

export function wordsClass({ kind, arrows }: DrawnWords, { taken }: ChartLook): string {
  return classOf('chart-words', {
    [`is-${kind}`]: true,
    'is-taken': arrows.some((id) => taken.has(id)),
  });
}

export function classOf(name: string, more: Readonly<Record<string, boolean>>): string {
  return [name, ...Object.keys(more).filter((one) => more[one])].join(' ');
}
