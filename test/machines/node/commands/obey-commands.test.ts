import { describe, expect, it } from 'vitest';
import { limits } from '../../../../src/protocol/limits.ts';
import { lastOf, running } from '../../../support/pure-node.ts';

describe('a mark', () => {
  it('is answered with its turn, and stands on the tape', () => {
    const node = running();
    node.command({ command: 'mark', text: 'here' });
    const { turn } = node.system;
    expect(lastOf(node)).toEqual([
      { type: 'mark', text: 'here' },
      { type: 'answer', id: 1, command: 'mark', outcome: { ok: true, result: { turn } } },
    ]);
  });

  it('is declined if it is longer than limits.markTextUnitsMax', () => {
    const node = running();
    node.command({ command: 'mark', text: 'x'.repeat(limits.markTextUnitsMax + 1) });
    expect(lastOf(node)).toMatchObject([{ outcome: { ok: false, code: 'text-too-long' } }]);
  });
});
