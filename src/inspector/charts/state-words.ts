import { chartLetters, type DrawnWords } from '../answers/chart.ts';
import { alike, doesBlock, doneBy, eventsBlock, type Leads, titleOf } from './arrow-blocks.ts';
import type { ChartArrow, ChartState } from './chart-of.ts';
import { type Block, shift, stack, textBlock, widthOf } from './word-blocks.ts';

const { pad } = chartLetters;
const flowWidthMax = 260;
const lettersMax = 40;
/** The name stands on a line that is higher than others. */
const nameHeight = 26;
/** Where it is entered first, a dot with an arrow stands before its name. */
const dotWidth = 18;

/** How states are to be written: what stands there besides their names. */
export interface Writing {
  readonly isDetailed: boolean;
  readonly initials: ReadonlySet<string | null>;
  /** Arrows that no line is drawn for. */
  readonly listed: ReadonlySet<ChartArrow>;
  /** Of states by their ids. */
  readonly names: ReadonlyMap<string, string>;
}

/** What stands inside of a state itself: its name, what it does without being left, and where else it leads. */
export function stateWords(state: ChartState, writing: Writing): Block {
  const dot = writing.initials.has(state.id) ? dotWidth : 0;
  const name = widthOf(state.name) + dot + 2 * pad;
  const inside = stack(blocksOf(state, writing), 0, false);
  if (inside.words.length === 0) return { width: name, height: nameHeight + 4, words: [] };
  return {
    width: Math.max(name, inside.width + 2 * pad),
    height: nameHeight + inside.height + 8,
    words: shift(inside.words, pad, nameHeight),
  };
}

function blocksOf(state: ChartState, { isDetailed, listed, names }: Writing): readonly Block[] {
  const stays = state.arrows.filter(({ targets }) => targets.length === 0);
  const groups = groupedByTarget(state.arrows.filter((arrow) => listed.has(arrow)));
  const leads = [...groups].map(([id, arrows]) => ({
    to: { id, name: names.get(id)! },
    arrows,
  }));
  if (!isDetailed)
    return [
      eventsBlock(stays, null, flowWidthMax),
      ...leads.map(({ to, arrows }) => eventsBlock(arrows, to, flowWidthMax)),
    ];
  return [
    ...actsBlocks(state),
    ...stays.map(stayBlock),
    ...leads.flatMap(({ to, arrows }) => alike(arrows).flatMap((some) => leadBlocks(some, to))),
  ];
}

function groupedByTarget(arrows: readonly ChartArrow[]): ReadonlyMap<string, ChartArrow[]> {
  const groups = new Map<string, ChartArrow[]>();
  for (const arrow of arrows)
    for (const to of arrow.targets) groups.set(to, [...(groups.get(to) ?? []), arrow]);
  return groups;
}

function actsBlocks({ entry, exit }: ChartState): readonly Block[] {
  const block = (kind: DrawnWords['kind'], actions: readonly string[]) =>
    textBlock(
      actions.map((action) => `${kind} / ${action}`),
      { kind, arrows: [], leads: null },
      lettersMax,
    );
  return [block('entry', entry), block('exit', exit)];
}

function stayBlock(arrow: ChartArrow): Block {
  const text = [titleOf(arrow), ...doneBy(arrow)].join(' ');
  return textBlock([text], { kind: 'event', arrows: [arrow.id], leads: null }, lettersMax);
}

function leadBlocks(arrows: readonly ChartArrow[], to: Leads): readonly Block[] {
  return [eventsBlock(arrows, to, flowWidthMax), doesBlock(arrows, lettersMax, '\u00a0\u00a0')];
}
