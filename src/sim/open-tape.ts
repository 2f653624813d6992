import type { NodeConfig } from '../protocol/node-config.ts';
import type { Clock } from '../streams/clock.ts';
import type { Recorder } from '../trace/writing/recorder.ts';

/** The one place where a simulated node gets its tape: each life of each node has its own. */
export type OpenTape = (tape: {
  /** What the tape is called: the node's name, and the boot after the first. */
  readonly name: string;
  readonly config: NodeConfig;
  readonly clock: Clock;
}) => Recorder;

export function tapeName(node: string, boot: number): string {
  return boot === 1 ? node : `${node}-${boot}`;
}
