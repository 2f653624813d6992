import { describe, expect, it } from 'vitest';
import { limits } from '../../../../src/protocol/limits.ts';
import { idOf } from '../../../support/pure-config.ts';
import { PureNode, running } from '../../../support/pure-node.ts';
import { dialsIn, idNumber, stateOfPeer } from '../../../support/pure-overlay.ts';

const saved = (letter: string) => `${idOf(letter)}@${letter}:1`;

describe('a node that begins to listen', () => {
  it('dials those who were there in an earlier run, a few at once, and knows all of them', () => {
    const letters = ['c', 'd', 'e', 'f', 'g', 'h'];
    const node = new PureNode({ discovery: ['saved'], saved: letters.map(saved) });
    expect(dialsIn(node.effects)).toEqual([]);
    node.listen();
    expect(dialsIn(node.effects).length).toBe(limits.outboundNeighbours);
    expect(letters.map((letter) => stateOfPeer(node.context, letter))).toEqual(
      letters.map(() => 'known'),
    );
  });

  it('finds the one that lives among many that are gone, whoever was seen last', () => {
    const gone = Array.from({ length: 200 }, (_, n) => `${idNumber(n)}@10.0.0.${n}:1`);
    const node = running({ discovery: ['saved'], saved: [...gone, saved('c')] });
    const dials = node.effects.filter((effect) => effect.type === 'link.dial');
    for (const { link, address } of dials) {
      if (address === 'c:1') continue;
      const effects = node.take({ type: 'dial.failed', link, code: 'refused' });
      dials.push(...effects.filter((effect) => effect.type === 'link.dial'));
    }
    expect(dials.map(({ address }) => address)).toContain('c:1');
    expect(dials.length).toBe(201);
  });

  it('passes over what is no peer, and itself', () => {
    const node = running({
      discovery: ['saved'],
      saved: ['nonsense', 'c:1', saved('b'), saved('c')],
    });
    expect(dialsIn(node.effects)).toEqual(['o1 c:1']);
    expect(node.context.peers.size).toBe(1);
  });

  it.each([
    [['x:7', 'y:8'], 'x:7'],
    [[], 'b:1'],
  ])(
    'tells others that it is at the first of %j, or else where it listens',
    (advertise, address) => {
      expect(running({ advertise }).context.overlay.view.own).toEqual({ id: idOf('b'), address });
    },
  );

  it('looks for nobody as a seed node', () => {
    const node = running({ role: 'seed', discovery: ['saved', 'lan'], saved: [saved('c')] });
    expect(node.effects.map(({ type }) => type)).not.toContain('lan.call');
    expect(dialsIn(node.wait(60_000))).toEqual([]);
  });

  it('looks for nobody in any way that is switched off', () => {
    const node = running({ seeds: ['s:1'] });
    node.join('i1', 'c', { purpose: 'join' });
    expect(dialsIn(node.wait(5_000))).toEqual([]);
    expect(node.stateOf('node/alarm')).toBe(null);
  });
});
