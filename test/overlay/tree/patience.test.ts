import { describe, expect, it } from 'vitest';
import { limits } from '../../../src/protocol/limits.ts';
import { ann, bob, cast, have, OneTree, range } from '../../support/one-tree.ts';

const usual = limits.graftTimeoutMs * 1_000;

/** Bob says what he has, and is asked for it; then `by` brings it. */
function asked(it: OneTree, sequence: number, by: string): OneTree {
  it.hear(bob, have(range(sequence)));
  it.wait().hear(by, cast(sequence));
  return it.wait();
}

describe('patience with what was announced', () => {
  it('grows where what was asked for comes from another, up to limits.graftTimeoutMaxMs', () => {
    const it = new OneTree([ann, bob]);
    expect(it.tree.patienceUs).toBe(usual);
    expect(asked(it, 1, ann).tree.patienceUs).toBe(2 * usual);
    for (let sequence = 2; sequence < 12; sequence += 1) asked(it, sequence, ann);
    expect(it.tree.patienceUs).toBe(limits.graftTimeoutMaxMs * 1_000);
  });

  it('shrinks where it comes from who was asked, down to limits.graftTimeoutMs', () => {
    const it = asked(asked(new OneTree([ann, bob]), 1, ann), 2, ann);
    const grown = it.tree.patienceUs;
    expect(asked(it, 3, bob).tree.patienceUs).toBeLessThan(grown);
    for (let sequence = 4; sequence < 20; sequence += 1) asked(it, sequence, bob);
    expect(it.tree.patienceUs).toBe(usual);
  });
});
