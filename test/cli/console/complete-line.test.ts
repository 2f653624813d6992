import { describe, expect, it } from 'vitest';
import { completeLine } from '../../../src/cli/console/complete-line.ts';

const peers = [
  { peer: 'b'.repeat(52), name: 'bob' },
  { peer: 'c'.repeat(52), name: 'carol' },
  { peer: 'd'.repeat(52), name: 'carol' },
  { peer: 'e'.repeat(52), name: '' },
  { peer: 'f'.repeat(52), name: '9001' },
  { peer: 'g'.repeat(52), name: 'eve\u001b[2J' },
];

describe('Tab', () => {
  it('makes command words of their beginnings', () => {
    expect(complete('con')).toEqual([['connect '], 'con']);
    expect(complete('l')).toEqual([['lp '], 'l']);
    expect(complete('un')).toEqual([['unignore ', 'unban '], 'un']);
  });

  it('names peers by what can be typed and means nobody else', () => {
    const all = ['@cccccccc ', '@dddddddd ', '@eeeeeeee ', '@ffffffff ', '@gggggggg ', 'bob '];
    expect(complete('send ')).toEqual([all, '']);
    expect(complete('why b')).toEqual([['bob '], 'b']);
    expect(complete('ask b')).toEqual([['bob '], 'b']);
    expect(complete('route b')).toEqual([['bob '], 'b']);
    expect(complete('ban   @b')).toEqual([['@bbbbbbbb '], '@b']);
  });

  it('leaves texts alone, and what follows commands that name no peer', () => {
    expect(complete('send bob b')).toEqual([[], 'send bob b']);
    expect(complete('publish b')).toEqual([[], 'b']);
    expect(complete('mark b')).toEqual([[], 'b']);
    expect(complete('nonsense b')).toEqual([[], 'b']);
    expect(complete('')[0]).toContain('send ');
  });
});

function complete(line: string) {
  return completeLine(line, () => peers);
}
