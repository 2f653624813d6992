import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { savedElsewhere, savedPeerLine, savedPeersOf } from '../../src/overlay/saved-peers.ts';
import { limits } from '../../src/protocol/limits.ts';
import { idOf } from '../support/pure-config.ts';

const NOW = 1_790_000_000_000;
const peer = (letter: string) => `${idOf(letter)}@${letter}:1`;
const seen = (letter: string, agoMs: number) => `${peer(letter)}\t${NOW - agoMs}`;
const line = (letter: string, agoMs: number) =>
  savedPeerLine('n', { id: idOf(letter), address: `${letter}:1` }, NOW - agoMs);

describe('where peers were in earlier runs', () => {
  it('is known in the order in which they were seen, the last first', () => {
    const lines = [line('a', 2_000), line('b', 1_000), line('c', 3_000)];
    expect(savedPeersOf('n', lines, NOW)).toEqual([
      seen('b', 1_000),
      seen('a', 2_000),
      seen('c', 3_000),
    ]);
  });

  it('is forgotten after limits.savedPeerAgeMs (S2-35)', () => {
    const lines = [line('a', limits.savedPeerAgeMs), line('b', limits.savedPeerAgeMs + 1)];
    expect(savedPeersOf('n', lines, NOW)).toEqual([seen('a', limits.savedPeerAgeMs)]);
  });

  it('is known of other networks besides, limits.savedPeersMax in all, the last first', () => {
    const of = (network: string, n: number) =>
      savedPeerLine(network, { id: idOf('a'), address: `10.0.${n >> 8}.${n & 255}:1` }, NOW - n);
    const lines = Array.from({ length: limits.savedPeersMax + 10 }, (_, n) => of('other', n));
    const old = of('third', limits.savedPeerAgeMs + 1);
    const all = [...lines.toReversed(), old, 'noise', of('n', 1), of('third', 5)];
    expect(savedElsewhere('n', all, NOW)).toEqual([
      ...lines.slice(0, 6),
      of('third', 5),
      ...lines.slice(6, limits.savedPeersMax - 1),
    ]);
  });

  it('is known of limits.savedPeersMax of them: those who were seen last', () => {
    const addressOf = (n: number) => `${idOf('a')}@10.0.${n >> 8}.${n & 255}:1`;
    const lines = Array.from(
      { length: limits.savedPeersMax + 10 },
      (_, n) => `${addressOf(n)}\t${NOW - 1_000 + n}\tn`,
    );
    const peers = savedPeersOf('n', lines, NOW);
    expect(peers.length).toBe(limits.savedPeersMax);
    expect(peers[0]).toContain(`${addressOf(limits.savedPeersMax + 9)}\t`);
    expect(peers.at(-1)).toContain(`${addressOf(10)}\t`);
  });

  it('is each time one, and as it was last, however often it stands there (S2-35)', () => {
    const lines = [line('a', 3_000), line('b', 2_000), line('a', 1_000), line('a', 4_000)];
    expect(savedPeersOf('n', lines, NOW)).toEqual([seen('a', 1_000), seen('b', 2_000)]);
  });

  it('was not later than now, by whichever clock', () => {
    const lines = [line('a', 0), line('b', -limits.savedPeerAgeMs), line('c', 1)];
    expect(savedPeersOf('n', lines, NOW)).toEqual([seen('a', 0), seen('b', 0), seen('c', 1)]);
    expect(savedPeersOf('n', [`${peer('a')}\t999999999999999\tn`], NOW)).toEqual([seen('a', 0)]);
  });

  it.each([
    '',
    'alice',
    peer('a'),
    `${peer('a')}\t`,
    `${peer('a')}\t${NOW}`,
    `${peer('a')}\t${NOW}\tother`,
    `${peer('a')}\t${NOW}\tn\t`,
    `${peer('a')}\tyesterday\tn`,
    `${peer('a')}\t-1\tn`,
    `${peer('a')} ${NOW}\tn`,
    `${peer('a')}\t${NOW}\t`,
    `${idOf('a').slice(1)}@a:1\t${NOW}\tn`,
    `${idOf('a')}@a\t${NOW}\tn`,
    `${idOf('a')}@a:0\t${NOW}\tn`,
    `${idOf('a')}@a b:1\t${NOW}\tn`,
    `@a:1\t${NOW}\tn`,
  ])('is not known from %j', (bad) => {
    expect(savedPeersOf('n', [bad, line('b', 1)], NOW)).toEqual([seen('b', 1)]);
  });

  it('is read from a file that a person has saved, too', () => {
    const text = `${idOf('a')}@A.example.org:1\t${NOW}\tn\r`;
    expect(savedPeersOf('n', [text], NOW)).toEqual([`${idOf('a')}@a.example.org:1\t${NOW}`]);
  });

  it('never depends on what else is there', () => {
    const good = [line('a', 1), line('b', 2)];
    const anyLine = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((end) => `${good[0]}${end}x`),
    );
    fc.assert(
      fc.property(fc.array(anyLine), (noise) => {
        expect(savedPeersOf('n', [...noise, ...good], NOW)).toEqual([seen('a', 1), seen('b', 2)]);
      }),
    );
  });
});
