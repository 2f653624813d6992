import { describe, expect, it } from 'vitest';
import { viewInColumns } from '../../../src/cli/words/view-in-columns.ts';

const bob = { peer: 'b'.repeat(52), name: 'bob', address: '127.0.0.1:9002' };
const eve = { peer: 'e'.repeat(52), name: 'eve\u001b[2J', address: '127.0.0.1:19003' };

describe('a view', () => {
  it('says of neighbours how they came to be and what they are sent, and of others whether they were found', () => {
    const lines = viewInColumns({
      active: [
        { ...bob, inbound: false, pinned: true, eager: true },
        { ...eve, inbound: true, pinned: false, eager: false },
      ],
      passive: [
        { ...bob, name: '', verified: true },
        { ...eve, verified: false },
      ],
    });
    expect(lines).toEqual([
      'neighbours',
      '  bob      @bbbbbbbb  127.0.0.1:9002   dialled, stays  eager',
      '  eve␛[2J  @eeeeeeee  127.0.0.1:19003  came            lazy',
      'others to turn to',
      '           @bbbbbbbb  127.0.0.1:9002   found there',
      '  eve␛[2J  @eeeeeeee  127.0.0.1:19003',
    ]);
  });

  it('says where there is nobody', () => {
    expect(viewInColumns({ active: [], passive: [] })).toEqual([
      'no neighbours',
      'nobody else to turn to',
    ]);
  });

  it('stays within eighty columns', () => {
    const long = { ...bob, name: 'n'.repeat(64), address: '192.168.100.100:19002' };
    const [, line = ''] = viewInColumns({
      active: [{ ...long, inbound: false, pinned: true, eager: true }],
      passive: [],
    });
    expect(line).toHaveLength(75);
  });
});
