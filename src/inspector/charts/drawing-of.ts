import type { Drawing, DrawnLine, DrawnState } from '../answers/chart.ts';
import { type Bundle, bundlesOf } from './arrow-bundles.ts';
import { type ChartState, statesOf } from './chart-of.ts';
import type { ElkEdge, ElkNode, Layout } from './elk.ts';
import { elkGraph } from './elk-graph.ts';
import { listedArrows } from './listed-arrows.ts';
import { stateNames } from './state-names.ts';
import { stateWords } from './state-words.ts';
import { type Block, shift } from './word-blocks.ts';

/** Lays a chart out: what stands where is asked of ELK, and what it says is brought back to states and arrows. */
export async function drawingOf(
  root: ChartState,
  isDetailed: boolean,
  layout: Layout,
): Promise<Drawing> {
  const all = statesOf(root);
  const writing = {
    isDetailed,
    listed: listedArrows(root),
    initials: new Set(all.map(({ initial }) => initial)),
    names: stateNames(root),
  };
  const blocks = new Map(all.map((state) => [state, stateWords(state, writing)]));
  const bundles = bundlesOf(root, writing);
  const laid = await laidOut(blocks, bundles, layout);
  const nodes = new Map(nodesIn(laid, 0));
  return {
    width: Math.ceil(laid.width!),
    height: Math.ceil(laid.height!),
    states: all.map((state) => ({
      isInitial: writing.initials.has(state.id),
      ...stateDrawn(state, nodes.get(state.id)!, blocks.get(state)!),
    })),
    lines: bundles.map((bundle, place) => lineDrawn(bundle, laid.edges![place]!)),
  };
}

/** Again, until no state is narrower than what is written in it: each time, those that are get more room. */
async function laidOut(
  blocks: ReadonlyMap<ChartState, Block>,
  bundles: readonly Bundle[],
  layout: Layout,
): Promise<ElkNode> {
  const [root] = blocks.keys();
  const sides = new Map<string, number>();
  for (;;) {
    const laid = await layout(elkGraph(root!, (state) => blocks.get(state)!, bundles, sides));
    const nodes = new Map(nodesIn(laid, 0));
    const narrow = [...blocks].filter(
      ([{ id, states }, { width }]) => states.length > 0 && nodes.get(id)!.node.width! < width,
    );
    if (narrow.length === 0) return laid;
    for (const [{ id }, { width }] of narrow) {
      const lacks = Math.ceil((width - nodes.get(id)!.node.width!) / 2);
      sides.set(id, (sides.get(id) ?? 0) + lacks);
    }
  }
}

interface Placed {
  readonly depth: number;
  readonly node: ElkNode;
}

function nodesIn(
  { children = [] }: ElkNode,
  depth: number,
): readonly (readonly [string, Placed])[] {
  return children.flatMap((node) => [
    [node.id, { depth, node }] as const,
    ...nodesIn(node, depth + 1),
  ]);
}

function stateDrawn(
  { id, name: ownName, kind, deep }: ChartState,
  { depth, node }: Placed,
  { words }: Block,
): Omit<DrawnState, 'isInitial'> {
  const name = kind === 'history' ? (deep ? 'H*' : 'H') : ownName;
  const [x, y] = [Math.round(node.x!), Math.round(node.y!)];
  const width = Math.round(node.x! + node.width!) - x;
  const height = Math.round(node.y! + node.height!) - y;
  return { id, name, kind, depth, x, y, width, height, words: shift(words, x, y) };
}

function lineDrawn({ from, to, isUpwards, block }: Bundle, edge: ElkEdge): DrawnLine {
  const { startPoint, bendPoints = [], endPoint } = edge.sections![0]!;
  const points = [startPoint, ...bendPoints, endPoint].map(
    ({ x, y }) => [Math.round(x), Math.round(y)] as const,
  );
  const { x, y } = edge.labels![0]!;
  return {
    from,
    to,
    points: isUpwards ? points.toReversed() : points,
    words: shift(block.words, Math.round(x!), Math.round(y!)),
  };
}
