import type { Bundle } from './arrow-bundles.ts';
import { type ChartState, statesOf } from './chart-of.ts';
import type { ElkEdge, ElkNode } from './elk.ts';

/** How much room a state needs for what is written in it. */
type SizeOf = (state: ChartState) => { readonly width: number; readonly height: number };

/**
 * A chart as a graph for ELK’s layered layout, which keeps states inside of states and leads lines around
 * both. Lines that lead back are given to it the other way round, so that there are no
 * circles and whatever comes first in the machine stands first. It grows downwards, so that it can be read like a page: a pane has the room for its width. ELK makes a
 * state as wide as what is inside of it; `sides` says how much more room it is to have at its sides.
 */
export function elkGraph(
  root: ChartState,
  sizeOf: SizeOf,
  bundles: readonly Bundle[],
  sides: ReadonlyMap<string, number>,
): ElkNode {
  const lines = bundles.map(({ from, to, isUpwards, block: { width, height } }, place) => ({
    id: String(place),
    sources: [isUpwards ? to : from],
    targets: [isUpwards ? from : to],
    labels: [{ text: String(place), width, height, layoutOptions: onTheLine }],
  }));
  return {
    id: '',
    layoutOptions: { ...options, ...coordinates },
    children: [nodeOf(root, sizeOf, sides)],
    edges: [...lines, ...unseenLines(root, bundles)],
  };
}

const options = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.randomSeed': '1',
  'elk.padding': '[top=8,left=8,bottom=8,right=8]',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.spacing.nodeNode': '24',
  'elk.spacing.edgeNode': '14',
  'elk.spacing.edgeEdge': '12',
  'elk.spacing.edgeLabel': '4',
  'elk.layered.spacing.nodeNodeBetweenLayers': '18',
  'elk.layered.spacing.edgeNodeBetweenLayers': '12',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '10',
};

const coordinates = { 'elk.json.shapeCoords': 'ROOT', 'elk.json.edgeCoords': 'ROOT' };
const onTheLine = { 'elk.edgeLabels.inline': 'true' };

function nodeOf(state: ChartState, sizeOf: SizeOf, sides: ReadonlyMap<string, number>): ElkNode {
  const { width, height } = sizeOf(state);
  if (state.kind === 'history') return { id: state.id, width: 28, height: 28 };
  if (state.states.length === 0) return { id: state.id, width, height };
  const side = 14 + (sides.get(state.id) ?? 0);
  return {
    id: state.id,
    layoutOptions: {
      ...options,
      'elk.padding': `[top=${height + 10},left=${side},bottom=14,right=${side}]`,
    },
    children: state.states.map((one) => nodeOf(one, sizeOf, sides)),
  };
}

/**
 * Lines that nobody sees put below each other what would stand anywhere: the regions of a parallel state, and states that no
 * line leads to or from.
 */
function unseenLines(root: ChartState, bundles: readonly Bundle[]): readonly ElkEdge[] {
  const tied = new Set(bundles.flatMap(({ from, to }) => (from === to ? [] : [from, to])));
  const isLoose = ({ states, id }: ChartState) =>
    !tied.has(id) && states.every((state) => !tied.has(state.id));
  return statesOf(root).flatMap(({ kind, states }) =>
    states
      .slice(1)
      .flatMap((state, before) =>
        kind === 'parallel' || isLoose(state)
          ? [{ id: `before ${state.id}`, sources: [states[before]!.id], targets: [state.id] }]
          : [],
      ),
  );
}
