import { type ChartState, statesOf } from './chart-of.ts';

/** What states are called where others lead to them, by their ids: where two have the same name, with what they are in. */
export function stateNames(root: ChartState): ReadonlyMap<string, string> {
  const all = statesOf(root);
  const isOnly = (name: string) => all.filter((one) => one.name === name).length === 1;
  return new Map(
    all.map(({ id, name }) => [id, isOnly(name) ? name : id.split('.').slice(-2).join('.')]),
  );
}
