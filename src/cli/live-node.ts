import { runNode } from '../node/run-node.ts';
import type { Ports } from '../node/world.ts';
import { limits } from '../protocol/limits.ts';
import type { Host } from './host.ts';
import { livePorts } from './live-ports.ts';
import { LiveRun } from './live-run.ts';
import { LiveTape } from './live-tape.ts';
import type { NodeSettings } from './node-settings.ts';

/** Runs a node in the live world until it stops; resolves to the exit code. */
export function liveNode(
  settings: NodeSettings,
  host: Host,
  ports: Ports = livePorts(),
): Promise<number> {
  const { config, trace } = settings;
  const { clock } = ports;
  const tape = trace === null ? null : new LiveTape(trace, config, clock);
  const recorder = tape?.recorder ?? null;
  const node = runNode({ config, ports, recorder, flushMs: limits.flushIntervalMs });
  // What cannot be recorded is to be known before anybody can connect.
  tape?.proveWritable();
  host.tape = trace;
  return new LiveRun({ settings, host, clock, node, tape }).untilItsEnd();
}
