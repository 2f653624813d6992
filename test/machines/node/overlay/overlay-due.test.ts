import { describe, expect, it } from 'vitest';
import type { NodeConfig } from '../../../../src/protocol/node-config.ts';
import { limits } from '../../../../src/protocol/limits.ts';
import { idOf } from '../../../support/pure-config.ts';
import { type PureNode, running } from '../../../support/pure-node.ts';
import { broadcastFrom, presenceFrom } from '../../../support/pure-overlay.ts';

const quit = { command: 'quit' } as const;
const alarmOf = ({ system }: PureNode) => system.actors.get('node/alarm')?.timers ?? [];
const dueIn = (node: PureNode) => alarmOf(node).map(({ due }) => (due - node.at) / 1_000);
const have = (sequence: number) =>
  ({
    kind: 'have',
    casts: [
      {
        origin: idOf('z'),
        instance: { boot: 1, nonce: 1 },
        first: sequence,
        last: sequence,
        hops: 1,
      },
    ],
  }) as const;

function withNeighbour(changes: Partial<NodeConfig> = {}): PureNode {
  const node = running(changes);
  node.join('i1', 'c', { purpose: 'want' });
  return node;
}

describe('the alarm of a node', () => {
  it('is not there as long as nothing is ever due', () => {
    const node = withNeighbour();
    expect(node.stateOf('node/alarm')).toBe(null);
  });

  it('is one timer, however many things are due', () => {
    const node = withNeighbour({
      discovery: ['exchange', 'saved', 'lan'],
      presenceIntervalMs: limits.presenceIntervalMs,
    });
    node.hear('i1', broadcastFrom('z', 1), presenceFrom('y', 1), have(7));
    expect(alarmOf(node).length).toBe(1);
  });

  it('is set to what is due first, whatever came first', () => {
    const node = withNeighbour({ discovery: ['saved'] });
    expect(dueIn(node)).toEqual([limits.saveIntervalMs]);
    node.hear('i1', have(7));
    expect(dueIn(node)).toEqual([limits.graftTimeoutMs]);
    node.hear('i1', broadcastFrom('z', 1));
    expect(dueIn(node)).toEqual([limits.graftTimeoutMs]);
  });

  it('is set to the next thing once it has rung, until there is none', () => {
    const node = withNeighbour();
    node.hear('i1', have(7));
    expect(dueIn(node)).toEqual([limits.graftTimeoutMs]);
    node.wait(limits.graftTimeoutMs);
    expect(dueIn(node)).toEqual([limits.graftRetryMs]);
    node.wait(limits.graftAttemptsMax * limits.graftRetryMs);
    expect(dueIn(node)).toEqual([]);
    expect(node.stateOf('node/alarm')).toBe('rung');
    node.hear('i1', have(8));
    expect(dueIn(node)).toEqual([limits.graftTimeoutMs]);
  });

  it('is left as it is by what changes nothing about it', () => {
    const node = withNeighbour({ discovery: ['saved'] });
    const timersBefore = alarmOf(node);
    node.join('i2', 'd');
    node.command({ command: 'view' }, { command: 'topology' });
    expect(alarmOf(node)).toEqual(timersBefore);
  });

  it('is gone with the node', () => {
    const node = withNeighbour({ discovery: ['saved'] });
    node.command(quit);
    expect(node.stateOf('node')).toBe('stopping');
    expect(node.stateOf('node/alarm')).toBe(null);
  });

  it.each([
    ['it had none', () => withNeighbour()],
    ['it had one', () => withNeighbour({ discovery: ['saved'] })],
  ] as const)('is not set again by what comes while the node stops, where %s', (_, start) => {
    const node = start();
    node.command(quit);
    node.hear('i1', broadcastFrom('z', 1), have(7));
    expect(node.stateOf('node/alarm')).toBe(null);
    node.take({ type: 'link.closed', link: 'i1', code: 'ended' });
    expect(node.isOver).toBe(true);
    expect(node.system.actors.size).toBe(0);
  });
});
