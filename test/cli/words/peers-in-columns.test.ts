import { describe, expect, it } from 'vitest';
import { peersInColumns } from '../../../src/cli/words/peers-in-columns.ts';
import type { PeerLine } from '../../../src/node/face/peertape-node.ts';

const lastSeen = new Date(2026, 0, 1, 9, 5, 7).getTime();
const bob: PeerLine = {
  peer: 'b'.repeat(52),
  name: 'bob',
  address: '127.0.0.1:9002',
  state: 'alive',
  rttMs: 0.512,
  lastSeen,
  closeCode: null,
  standing: 100,
  ignored: false,
};

describe('a table of peers (S0-37)', () => {
  it('tells of a connected one how far it is, and of one that is gone since when and why', () => {
    const lines = [
      bob,
      { ...bob, name: '日本', rttMs: null },
      { ...bob, name: 'e\u0301mile', closeCode: 'reset' },
      { ...bob, name: '', state: 'lost' as const, closeCode: 'silent', ignored: true },
      { ...bob, state: 'banned' as const, closeCode: 'banned' },
      { ...bob, state: 'known' as const, rttMs: null, lastSeen: null },
    ];
    expect(peersInColumns(lines)).toEqual([
      '  name   id         address         state                   ping/seen',
      '  bob    @bbbbbbbb  127.0.0.1:9002  alive                   0.5 ms',
      '  日本   @bbbbbbbb  127.0.0.1:9002  alive',
      '  e\u0301mile  @bbbbbbbb  127.0.0.1:9002  alive                   0.5 ms',
      '         @bbbbbbbb  127.0.0.1:9002  lost (silent), ignored  09:05:07',
      '  bob    @bbbbbbbb  127.0.0.1:9002  banned                  09:05:07',
      '  bob    @bbbbbbbb  127.0.0.1:9002  known',
    ]);
  });

  it('tells of standings where one has fallen', () => {
    const flooder = { ...bob, state: 'known' as const, closeCode: 'flood', standing: 61 };
    expect(peersInColumns([bob, flooder])).toEqual([
      '  name  id         address         state          ping/seen  standing',
      '  bob   @bbbbbbbb  127.0.0.1:9002  alive          0.5 ms     100',
      '  bob   @bbbbbbbb  127.0.0.1:9002  known (flood)  09:05:07   61',
    ]);
  });

  it('stays within eighty columns, however long a name', () => {
    const long = { ...bob, name: 'n'.repeat(64), address: '192.168.100.100:9002' };
    const [heading, ...rows] = peersInColumns([
      long,
      { ...long, state: 'lost', closeCode: 'silent' },
    ]);
    expect(rows[0]).toContain(`${'n'.repeat(15)}…  @bbbbbbbb`);
    for (const line of [heading!, ...rows]) expect(line.length).toBeLessThanOrEqual(80);
  });
});
