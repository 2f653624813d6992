import { describe, expect, it } from 'vitest';
import { LatelyUsed } from '../../src/streams/lately-used.ts';

describe('what was lately used', () => {
  it('is known, and never more of it than there may be', () => {
    const values = new LatelyUsed<number>(10);
    for (let n = 0; n < 100; n++) {
      values.set(`${n}`, n);
      const last = Array.from({ length: Math.min(n + 1, 5) }, (_, back) => n - back);
      expect(last.map((each) => values.get(`${each}`))).toEqual(last);
      expect(values.size).toBeLessThanOrEqual(10);
    }
    expect(values.get('0')).toBeUndefined();
  });

  it('stays known as long as it is used', () => {
    const values = new LatelyUsed<string>(4);
    values.set('again', 'here');
    for (let n = 0; n < 100; n++) {
      values.set(`${n}`, 'once');
      expect(values.get('again')).toBe('here');
    }
  });
});
