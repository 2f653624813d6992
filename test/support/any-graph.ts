import * as fc from 'fast-check';

export interface Graph {
  readonly size: number;
  readonly links: readonly (readonly [number, number])[];
}

/** Connected: every node but the first is linked to an earlier one, and some more links. */
export function anyGraph(sizeMax: number): fc.Arbitrary<Graph> {
  return fc
    .tuple(
      fc.array(fc.nat(), { maxLength: sizeMax - 2, size: 'max' }),
      fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: sizeMax }),
    )
    .map(([choices, more]) => {
      const size = choices.length + 2;
      const links = new Map<string, readonly [number, number]>();
      const link = (a: number, b: number): void => {
        if (a !== b) links.set(`${Math.min(a, b)} ${Math.max(a, b)}`, [a, b]);
      };
      for (const [index, choice] of [0, ...choices].entries())
        link(index + 1, choice % (index + 1));
      for (const [a, b] of more) link(a % size, b % size);
      return { size, links: [...links.values()] };
    });
}

/** Over how many links any node is from any other, at most. */
export function diameterOf({ size, links }: Graph): number {
  const nodes = Array.from({ length: size }, (_, node) => node);
  return Math.max(...nodes.map((node) => Math.max(...distancesFrom(node, size, links))));
}

export function distancesFrom(start: number, size: number, links: Graph['links']): number[] {
  const distances = Array<number>(size).fill(Infinity);
  distances[start] = 0;
  for (let round = 0; round < size; round += 1) {
    for (const [a, b] of links) {
      distances[a] = Math.min(distances[a]!, distances[b]! + 1);
      distances[b] = Math.min(distances[b]!, distances[a] + 1);
    }
  }
  return distances;
}
