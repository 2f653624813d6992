import { describe, expect, it } from 'vitest';
import { limits } from '../../../../src/protocol/limits.ts';
import { connect } from '../../../support/pure-commands.ts';
import { idOf } from '../../../support/pure-config.ts';
import { type PureNode, running, saidIn } from '../../../support/pure-node.ts';
import { dialsIn, idNumber } from '../../../support/pure-overlay.ts';

/** Full of those who come from one host, as far as they may. */
function besieged(most: number, connectionsMax = most): PureNode {
  const node = running({ connectionsMax });
  for (let n = 1; n <= most; n += 1) node.join(`i${n}`, 'm', { id: idNumber(n), purpose: 'stay' });
  return node;
}

describe('a crowd on one host', () => {
  it.each([
    [2, 2],
    [limits.connectionsMax - limits.dialledConnectionsMin, limits.connectionsMax],
  ])(
    'of %i who have all they may of %i connections makes room for who comes from another, the last of it first',
    (most, connectionsMax) => {
      const node = besieged(most, connectionsMax);
      const said = saidIn(node.join('i998', 'd', { purpose: 'stay' }));
      expect(said).toContain('i998: welcome');
      expect(said).toContain(`i${most}: bye too-many-connections`);
      expect(node.context.peers.get(idOf('d'))?.state).toBe('alive');
    },
  );

  it('makes no room for more of itself, nor for a crowd as large', () => {
    const node = besieged(3);
    const more = saidIn(node.accept('i997', 'm', { id: idNumber(997) }));
    expect(more).toEqual(['i997: bye too-many-connections']);
    node.join('i998', 'd', { id: idNumber(998) });
    node.take({ type: 'link.closed', link: 'i3', code: 'ended' });
    const second = saidIn(node.accept('i999', 'd', { id: idNumber(999) }));
    expect(second).toEqual(['i999: bye too-many-connections']);
  });

  it('keeps nobody on its own host from those whom the node dials there, and makes no room for them', () => {
    const node = besieged(
      limits.connectionsMax - limits.dialledConnectionsMin,
      limits.connectionsMax,
    );
    for (let n = 1; n <= limits.dialledConnectionsMin; n += 1) {
      expect(node.command(connect(`m:${100 + n}`))).toEqual([]);
      node.open(`o${n}`, 'm', { id: idNumber(900 + n) });
      expect(saidIn(node.hear(`o${n}`, { kind: 'welcome' })).join()).not.toContain('bye');
    }
    expect(node.context.links.size).toBe(limits.connectionsMax);
    expect(saidIn(node.accept('i999', 'm'))).toEqual(['i999: bye too-many-connections']);
  });

  it('keeps nobody from those whom the node dials, and whom it has dialled stay', () => {
    const node = besieged(2);
    expect(node.command(connect('d:1'))).toEqual([]);
    expect(dialsIn(node.effects)).toEqual(['o1 d:1']);
    node.open('o1', 'd');
    const said = saidIn(node.hear('o1', { kind: 'welcome' }));
    expect(node.context.peers.get(idOf('d'))?.state).toBe('alive');
    expect(said.join()).not.toContain('bye');
    node.take({ type: 'link.closed', link: 'i2', code: 'ended' });
    expect(saidIn(node.accept('i999', 'e'))).toEqual(['i999: bye too-many-connections']);
  });
});
