import { afterEach, describe, expect, it } from 'vitest';
import { idOf } from '../../../../src/inspector/page/state/tree-rows.ts';
import {
  toggle,
  unfolded,
  unfoldedIn,
  waysToAsk,
} from '../../../../src/inspector/page/state/unfolded.ts';

afterEach(() => {
  unfolded.value = new Map();
});

describe('what was opened', () => {
  it('is asked for, of the same machine only', () => {
    open('node', ['links'], ['links', 'o1']);
    open('connection', ['hello']);
    expect(waysToAsk(unfoldedIn('node'))).toBe('[["links","o1"],["links"]]');
    expect(waysToAsk(unfoldedIn('contact'))).toBeNull();
  });

  it('is not asked for while something around it is closed, and is there again with that', () => {
    open('node', ['links'], ['links', 'o1']);
    toggle('node', idOf(['links']), true);
    expect(waysToAsk(unfoldedIn('node'))).toBeNull();
    expect(unfoldedIn('node').closed).toEqual(new Set([idOf(['links'])]));
    open('node', ['links']);
    expect(waysToAsk(unfoldedIn('node'))).toBe('[["links"],["links","o1"]]');
    expect(unfoldedIn('node').closed).toEqual(new Set());
  });

  it('is asked for with what it lies in, which may have been open by itself', () => {
    open('node', ['links', 'o1']);
    expect(waysToAsk(unfoldedIn('node'))).toBe('[["links","o1"],["links"]]');
  });

  it('is asked for as far as an address has room, the last first', () => {
    const ways = Array.from({ length: 500 }, (_, place) => [`key ${place}`]);
    open('node', ...ways);
    const asked = JSON.parse(waysToAsk(unfoldedIn('node'))!) as string[][];
    expect(asked[0]).toEqual(['key 499']);
    expect(encodeURIComponent(JSON.stringify(asked)).length).toBeLessThan(4_100);
  });
});

function open(machine: string, ...ways: readonly string[][]): void {
  for (const way of ways) toggle(machine, idOf(way), false);
}
