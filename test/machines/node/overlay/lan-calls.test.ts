import { describe, expect, it } from 'vitest';
import { limits } from '../../../../src/protocol/limits.ts';
import type { Effect } from '../../../../src/protocol/effects.ts';
import { idOf } from '../../../support/pure-config.ts';
import { type PureNode, running } from '../../../support/pure-node.ts';
import { dialsIn } from '../../../support/pure-overlay.ts';

const callsIn = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.type === 'lan.call' ? [effect.port] : []));
const hear = (node: PureNode, letter: string, address = '10.0.0.2:1') =>
  node.take({ type: 'lan.heard', id: idOf(letter), address });

describe('calls on the local network', () => {
  it('are made at once and after limits.lanCallIntervalMs each, with the port', () => {
    const node = running({ discovery: ['lan'] });
    expect(callsIn(node.wait(0))).toEqual([1]);
    expect(callsIn(node.wait(limits.lanCallIntervalMs - 1))).toEqual([]);
    expect(callsIn(node.wait(1))).toEqual([1]);
  });

  it('are made only if the user wants them', () => {
    expect(callsIn(running().wait(10 * limits.lanCallIntervalMs))).toEqual([]);
  });

  it('are not made as long as no neighbour is wanted, and are when one is', () => {
    const node = running({ discovery: ['lan'], pingIntervalMs: 600_000 });
    for (let n = 1; n <= limits.activeViewMax; n += 1) node.join(`i${n}`, 'cdefghij'[n]!);
    expect(callsIn(node.wait(limits.lanCallIntervalMs - 1))).toEqual([]);
    node.take({ type: 'link.closed', link: 'i1', code: 'reset' });
    expect(callsIn(node.wait(1))).toEqual([1]);
  });
});

describe('whoever is heard on the local network', () => {
  it('is a lead like any other, and is dialled for a place', () => {
    const node = running({ discovery: ['lan'] });
    expect(dialsIn(hear(node, 'c'))).toEqual(['o1 10.0.0.2:1']);
    expect(dialsIn(hear(node, 'c'))).toEqual([]);
  });

  it('is nobody if it is the node itself, or nowhere', () => {
    const node = running({ discovery: ['lan'] });
    expect(dialsIn(hear(node, 'b'))).toEqual([]);
    expect(dialsIn(hear(node, 'c', 'nowhere'))).toEqual([]);
    expect(node.context.overlay.view.passive.size).toBe(0);
  });
});
