import { describe, expect, it } from 'vitest';
import { hear } from '../../../src/overlay/view/hear.ts';
import { limits } from '../../../src/protocol/limits.ts';
import type { Newcomer } from '../../../src/protocol/messages.ts';
import { idOf, leadOf } from '../../support/pure-views.ts';
import { range, viewWith } from '../../support/view-with.ts';

const word: Newcomer = { kind: 'newcomer', peer: leadOf(50), ttl: 6 };

describe('what neighbours say of leads', () => {
  it('is heeded as far as the budget goes, which heals', () => {
    let view = viewWith({ outbound: [1, 2, 3], inbound: [4, 5] });
    const heeded = (at: number) => {
      const [next, asked] = hear(view, idOf(1), word, at);
      view = next;
      return asked.length;
    };
    const flood = range(0, limits.viewWordsMax + 3).map(() => heeded(7));
    expect(flood.filter((count) => count > 0).length).toBe(limits.viewWordsMax);
    const healed = 7 + limits.viewWordHealMs * 1_000;
    expect([heeded(healed - 1), heeded(healed), heeded(healed)]).toEqual([0, 1, 0]);
    expect(hear(view, idOf(2), word, healed)[1].length).toBe(1);
  });

  it('is not heeded of strangers, or by who exchanges nothing', () => {
    const view = viewWith({ outbound: [1, 2] });
    expect(hear(view, idOf(9), word, 7)).toEqual([view, []]);
    const quiet = viewWith({ outbound: [1, 2], exchanges: false });
    expect(hear(quiet, idOf(1), word, 7)).toEqual([quiet, []]);
  });
});
