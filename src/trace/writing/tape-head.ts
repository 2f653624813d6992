import type { Machines } from '../../machines/engine/system.ts';
import type { NodeConfig } from '../../protocol/node-config.ts';
import type { BodyPolicy } from '../format/body-policy.ts';
import { codeHash, machineHashes } from './code-hash.ts';
import type { TapeHead } from '../format/tape-record.ts';

export interface RunDescription {
  readonly config: NodeConfig;
  readonly machines: Machines;
  /** Tells this run from all others: its tapes' checksums begin with it. */
  readonly run: string;
  readonly bodies?: BodyPolicy;
  readonly steps?: boolean;
  readonly seeds?: Readonly<Record<string, number>>;
}

/** What a tape says about the run it is of. */
export function tapeHead(description: RunDescription): TapeHead {
  const { config, machines, run, bodies = 'text', steps = true, seeds = {} } = description;
  const { id, name, network, host, port, contacts, dialTimeoutMs, seed } = config;
  return {
    code: codeHash(),
    machines: machineHashes(machines),
    node: id,
    run,
    config: { name, network, host, port, contacts, dialTimeoutMs },
    seeds: { node: seed, ...seeds },
    bodies,
    steps,
  };
}
