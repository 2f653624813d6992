import { describe, expect, it } from 'vitest';
import { limits } from '../../../../src/protocol/limits.ts';
import { send } from '../../../support/pure-commands.ts';
import { idOf } from '../../../support/pure-config.ts';
import { connectedTo, reportsIn } from '../../../support/pure-node.ts';

describe('a node that is told to quit', () => {
  it('waits for what becomes of its letters, for limits.lastLettersTimeoutMs at most', () => {
    const node = connectedTo('c');
    node.command(send(idOf('z')), { command: 'quit' });
    node.wait(limits.lastLettersTimeoutMs - 1);
    expect([node.stateOf('node'), reportsIn(node.effects, 'undelivered')]).toEqual(['parting', []]);
    node.wait(1);
    expect(node.stateOf('node')).toBe('stopping');
    expect(reportsIn(node.effects, 'undelivered')).toMatchObject([
      { to: idOf('z'), sequences: [1], code: 'not-running', where: null, hops: null },
    ]);
  });

  it('stops as soon as its last link has closed, for nobody can say anything any more', () => {
    const node = connectedTo('c');
    node.command(send(idOf('z')), { command: 'quit' });
    node.take({ type: 'link.closed', link: 'i1', code: 'ended' });
    expect(node.isOver).toBe(true);
    expect(reportsIn(node.effects, 'undelivered')).toMatchObject([{ code: 'not-running' }]);
  });

  it('stops at once where nobody has any', () => {
    const node = connectedTo('c');
    node.command({ command: 'quit' });
    expect(node.stateOf('node')).toBe('stopping');
  });
});
