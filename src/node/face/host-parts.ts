import type { Clock } from '../../streams/clock.ts';
import type { RunningNode } from '../running/run-node.ts';
import type { NodeFacts } from '../telling/node-events.ts';
import type { NodeTape } from './node-tape.ts';

/** What a node is hosted with. */
export interface HostParts {
  readonly node: RunningNode;
  readonly facts: NodeFacts;
  readonly clock: Clock;
  /** Where it was told to listen. */
  readonly wanted: { readonly host: string; readonly port: number };
  readonly tape: NodeTape | null;
  /** Plain links stay on this host. */
  readonly staysHere: boolean;
  /** Resolves once nothing is open of what the node was put together from. */
  readonly release: () => Promise<void>;
}
