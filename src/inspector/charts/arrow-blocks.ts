import type { ChartArrow } from './chart-of.ts';
import { type Block, flowBlock, type Said, textBlock } from './word-blocks.ts';

/** The events of some arrows that lead to the same place: each once, however many of them it may take. */
export function eventsBlock(
  arrows: readonly ChartArrow[],
  leads: Leads | null,
  widthMax: number,
): Block {
  const byTitle = new Map<string, string[]>();
  for (const arrow of arrows)
    byTitle.set(titleOf(arrow), [...(byTitle.get(titleOf(arrow)) ?? []), arrow.id]);
  const events = [...byTitle].map(([text, ids]) => ({
    kind: 'event' as const,
    text,
    arrows: ids,
    leads: null,
  }));
  if (leads === null) return flowBlock(events, widthMax);
  const ids = arrows.map(({ id }) => id);
  const to = { kind: 'to' as const, text: `→ ${leads.name}`, arrows: ids, leads: leads.id };
  return flowBlock([...events, to], widthMax);
}

export interface Leads {
  readonly id: string;
  readonly name: string;
}

/** What they ask and do: all of them the same. */
export function doesBlock(
  arrows: readonly ChartArrow[],
  lettersMax: number,
  before: string,
): Block {
  const ids = arrows.map(({ id }) => id);
  const said: Said = { kind: 'does', arrows: ids, leads: null };
  return textBlock(
    doneBy(arrows[0]!).map((text) => `${before}${text}`),
    said,
    lettersMax,
  );
}

/** Arrows by what they ask and do, in the order in which that comes first. */
export function alike(arrows: readonly ChartArrow[]): readonly (readonly ChartArrow[])[] {
  const groups = new Map<string, ChartArrow[]>();
  for (const arrow of arrows) {
    const key = doneBy(arrow).join('\n');
    groups.set(key, [...(groups.get(key) ?? []), arrow]);
  }
  return [...groups.values()];
}

/** What stands on an arrow in any case: its event, or else what it asks. */
export function titleOf({ id, event, guard }: Pick<ChartArrow, 'id' | 'event' | 'guard'>): string {
  if (event !== '') return event;
  if (guard !== null) return `[${guard}]`;
  return id.endsWith('|0') ? 'always' : 'otherwise';
}

/** What is said of it beside that. */
export function doneBy({ event, guard, actions }: ChartArrow): readonly string[] {
  const asked = event === '' || guard === null ? [] : [`[${guard}]`];
  return [...asked, ...actions.map((action) => `/ ${action}`)];
}
