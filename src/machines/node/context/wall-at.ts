import type { NodeContext } from '../context/node-context.ts';

/** Epoch milliseconds, as the wall had it when the run began and the run has counted since. */
export function wallAt({ config }: Pick<NodeContext, 'config'>, at: number): number {
  return config.wallMs + Math.floor(at / 1_000);
}
