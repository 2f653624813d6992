import { describe, expect, it } from 'vitest';
import { scanInWords } from '../../../src/cli/words/scan-in-words.ts';

const carol = 'c'.repeat(52);

describe('a scan', () => {
  it('tells of the ports where somebody is, and counts the others', () => {
    const found = [
      { address: '127.0.0.1:9003', active: true, peer: carol, name: 'carol' },
      { address: '127.0.0.1:10004', active: true, peer: carol },
      { address: '127.0.0.1:10005', active: true, peer: carol, name: '\u001b[2J' },
    ];
    const none = [9_001, 9_002].map((port) => ({ address: `127.0.0.1:${port}`, active: false }));
    expect(scanInWords([...found, ...none])).toEqual([
      '  9003   carol @cccccccc',
      '  10004  @cccccccc',
      '  10005  ␛[2J @cccccccc',
      'nobody on the other 2 ports',
    ]);
    expect(scanInWords([...found.slice(0, 1), ...none.slice(0, 1)])).toEqual([
      '  9003  carol @cccccccc',
      'nobody on the other port',
    ]);
    expect(scanInWords(none)).toEqual(['nobody on any of the 2 ports']);
    expect(scanInWords(none.slice(0, 1))).toEqual(['nobody on that port']);
    expect(scanInWords(found.slice(0, 1))).toEqual(['  9003  carol @cccccccc']);
    expect(scanInWords([])).toEqual(['there is no port to look at but its own']);
  });
});
