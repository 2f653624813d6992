import { describe, expect, it } from 'vitest';
import { statusInColumns } from '../../../src/cli/words/status-in-columns.ts';

const casts = {
  kept: 3,
  origins: 2,
  delivered: 12,
  duplicates: 5,
  forged: 0,
  expired: 0,
  tooEarly: 1,
  stale: 0,
  tooFar: 0,
  tooMany: 0,
  grafts: 0,
  prunes: 0,
  givenUp: 0,
};
const status = {
  turn: 7,
  listening: ['127.0.0.1:9001'],
  links: 2,
  linked: 2,
  peers: 9,
  contacts: 1,
  uptimeMs: 2_249.9,
  pid: 42,
  overlay: { neighbours: 2, leads: 5, alive: 8, listed: null, ...casts },
};

describe('how a node is doing', () => {
  it('is a line for each count, and one for all that was for everybody', () => {
    expect(statusInColumns(status)).toEqual([
      '  turn        7',
      '  listening   127.0.0.1:9001',
      '  links       2',
      '  linked      2',
      '  peers       9',
      '  contacts    1',
      '  pid         42',
      '  neighbours  2',
      '  leads       5',
      '  alive       8',
      '  casts       12 delivered, 5 duplicates, 1 too early',
      '  up          2.2 s',
    ]);
  });

  it('says of a seed node how many it lists', () => {
    const seed = { ...status, overlay: { ...status.overlay, listed: 4 } };
    expect(statusInColumns(seed)).toContain('  listed      4');
  });
});
