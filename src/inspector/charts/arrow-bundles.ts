import { alike, doesBlock, eventsBlock } from './arrow-blocks.ts';
import { type ChartArrow, type ChartState, statesOf } from './chart-of.ts';
import { chartPlaces } from './chart-places.ts';
import type { Writing } from './state-words.ts';
import { type Block, centre, stack } from './word-blocks.ts';

const flowWidthMax = 190;
const lettersMax = 30;
const gap = 3;

/** All arrows between the same two states: one line on paper, with their words in one place. */
export interface Bundle {
  readonly from: string;
  readonly to: string;
  /** It leads back, to what stands before it in the machine. */
  readonly isUpwards: boolean;
  readonly block: Block;
}

export function bundlesOf(root: ChartState, { listed, isDetailed }: Writing): readonly Bundle[] {
  const places = chartPlaces(root);
  const bundles = new Map<string, { from: string; to: string; arrows: ChartArrow[] }>();
  for (const arrow of statesOf(root).flatMap(({ arrows }) => arrows)) {
    if (listed.has(arrow)) continue;
    const { from, targets } = arrow;
    for (const to of targets) {
      const bundle = bundles.get(`${from}|${to}`) ?? { from, to, arrows: [] };
      bundle.arrows.push(arrow);
      bundles.set(`${from}|${to}`, bundle);
    }
  }
  return [...bundles.values()].map(({ from, to, arrows }) => ({
    from,
    to,
    isUpwards: places.get(to)!.order < places.get(from)!.order,
    block: isDetailed ? inDetail(arrows) : inBrief(arrows),
  }));
}

/** Those that ask and do the same say so once. */
function inDetail(arrows: readonly ChartArrow[]): Block {
  const blocks = alike(arrows).map((some) =>
    stack([inBrief(some), doesBlock(some, lettersMax, '')], 0, true),
  );
  return stack(blocks, gap, true);
}

function inBrief(arrows: readonly ChartArrow[]): Block {
  return centre(eventsBlock(arrows, null, flowWidthMax));
}
