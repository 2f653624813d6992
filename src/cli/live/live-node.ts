import { createNode } from '../../node/face/create-node.ts';
import type { NodeOptions } from '../../node/face/node-options.ts';
import type { PeertapeNode } from '../../node/face/peertape-node.ts';
import type { Host } from '../host.ts';
import { LiveRun } from './live-run.ts';
import type { NodeSettings } from '../node-settings.ts';

export type CreateNode = (options: NodeOptions) => Promise<PeertapeNode>;

/** Runs a node in the live world until it stops; resolves to the exit code. */
export async function liveNode(
  settings: NodeSettings,
  host: Host,
  create: CreateNode = createNode,
): Promise<number> {
  return new LiveRun({ settings, host }).untilItsEnd(create);
}
