import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../../src/cli/words/display-width.ts';
import { PeerNames } from '../../../src/cli/words/peer-names.ts';
import { topologyInColumns } from '../../../src/cli/words/topology-in-columns.ts';

const [alice, bob, carol, eve] = ['a', 'b', 'c', 'e'].map((letter) => letter.repeat(52)) as [
  string,
  string,
  string,
  string,
];

describe('a topology', () => {
  it('is a line a node, with the names of its neighbours', () => {
    const others = new PeerNames();
    others.learn(eve, 'eve\u001b[2J');
    const lines = [
      { peer: alice, name: 'alice', linked: [bob, carol, eve] },
      { peer: carol, name: '', linked: [] },
      { peer: bob, name: 'bob', linked: [alice, 'z'.repeat(52)] },
    ];
    expect(topologyInColumns(lines, others)).toEqual([
      '  name   id         linked to',
      '  alice  @aaaaaaaa  @cccccccc, bob, eve␛[2J',
      '         @cccccccc  nobody',
      '  bob    @bbbbbbbb  @zzzzzzzz, alice',
    ]);
  });

  it('has this node first, and the others by name', () => {
    const names = ['zoe', 'carol', 'alice', 'bob'];
    const lines = names.map((name, n) => ({ peer: `${n}`.repeat(52), name, linked: [] }));
    const told = topologyInColumns(lines, new PeerNames()).map((line) => line.trim().split(' ')[0]);
    expect(told).toEqual(['name', 'zoe', 'alice', 'bob', 'carol']);
    expect(topologyInColumns([], new PeerNames())).toHaveLength(1);
  });

  it('tells namesakes apart', () => {
    const lines = [
      { peer: alice, name: 'same', linked: [bob] },
      { peer: bob, name: 'same', linked: [alice] },
    ];
    expect(topologyInColumns(lines, new PeerNames())[1]).toBe('  same  @aaaaaaaa  same @bbbbbbbb');
  });

  it('stays within eighty columns, whatever they are called and however many they are', () => {
    const peers = Array.from({ length: 40 }, (_, n) => `${n}`.padEnd(52, 'x'));
    const lines = peers.map((peer, n) => ({
      peer,
      name: n % 2 === 0 ? `日本${'n'.repeat(60)}` : `node-${n}`,
      linked: peers,
    }));
    const told = topologyInColumns(lines, new PeerNames());
    expect(told[2]).toMatch(/ and \d+ more$/);
    for (const line of told) expect(displayWidth(line)).toBeLessThanOrEqual(80);
  });
});
