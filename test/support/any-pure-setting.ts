import * as fc from 'fast-check';
import { discoveries, type NodeConfig } from '../../src/protocol/node-config.ts';
import { idOf } from './pure-config.ts';
import { type PureNode, running } from './pure-node.ts';
import type { PureRun } from './any-pure-run.ts';

/** How a node is told to be, and whether its world makes and judges seals by itself. */
export interface PureSetting {
  readonly config: Partial<NodeConfig>;
  readonly sealsAtOnce: boolean;
}

const contacts = ['c:1', 'd:1'];

const anyConfig: fc.Arbitrary<Partial<NodeConfig>> = fc.oneof(fc.constant({ contacts }), {
  weight: 3,
  arbitrary: fc.record({
    contacts: fc.constantFrom(contacts, []),
    discovery: fc.oneof(fc.constant([...discoveries]), fc.subarray([...discoveries])),
    seeds: fc.constantFrom([], ['c:1'], ['s:1'], ['s:1', 'a:1']),
    saved: fc.constantFrom([], [`${idOf('a')}@a:1`], [`${idOf('a')}@a:1\t5`, 'nonsense', 'd:1']),
    presenceIntervalMs: fc.constantFrom(0, 500),
    signs: fc.constantFrom(true, true, false),
    role: fc.constantFrom('peer' as const, 'peer' as const, 'seed' as const),
    hopLimit: fc.constantFrom(1, 32),
    staysHere: fc.constantFrom(false, false, true),
    connectionsMax: fc.constantFrom(2, 256, 256),
  }),
});

export const anyPureSetting: fc.Arbitrary<PureSetting> = fc.record({
  config: anyConfig,
  sealsAtOnce: fc.boolean(),
});

/** To its end, or to that of its node. */
export function played(
  run: PureRun,
  { config, sealsAtOnce }: PureSetting,
  observe: (node: PureNode) => void = () => {},
): PureNode {
  const node = running(config);
  node.sealsAtOnce = sealsAtOnce;
  for (const { afterMs, happening } of run) {
    node.wait(afterMs);
    if (node.isOver) break;
    node.take(happening);
    if (node.isOver) break;
    observe(node);
  }
  return node;
}
