import { describe, expect, it } from 'vitest';
import { answerInWords } from '../../../src/cli/words/answer-in-words.ts';
import { PeerNames } from '../../../src/cli/words/peer-names.ts';

const bob = 'b'.repeat(52);
const carol = 'c'.repeat(52);

describe('an answer in words', () => {
  it('says of a broadcast whom it went to and who is not there to get it', () => {
    const sent = (linked: readonly string[], unreachable: readonly string[]) =>
      answered('broadcast', { messageId: 'x', linked, unreachable });
    expect([sent([bob], []), sent([bob, carol], [bob, carol]), sent([], [carol])].flat()).toEqual([
      'sent to 1 neighbour',
      'sent to 2 neighbours; not there: bob, @cccccccc',
      'sent to nobody: there is no neighbour; not there: @cccccccc',
    ]);
  });

  it('names as many of those who are not there as a line has room for', () => {
    const many = Array.from({ length: 100 }, (_, n) => `${n}`.padEnd(52, 'x'));
    const [line = ''] = answered('broadcast', { messageId: 'x', linked: [], unreachable: many });
    expect(line).toMatch(/; not there: @0xxxxxxx and 99 more$/);
    expect(line.length).toBeLessThanOrEqual(80);
  });

  it('tells of views, topologies, scans and announcements', () => {
    expect(
      [
        answered('view', { active: [], passive: [] }),
        answered('topology', [{ peer: bob, name: 'bob', linked: [carol] }])[1]!,
        answered('scan', [{ address: '127.0.0.1:9001', active: false }]),
        answered('announce', { linked: [bob] }),
        answered('announce', { linked: [] }),
      ].flat(),
    ).toEqual([
      'no neighbours',
      'nobody else to turn to',
      '  bob   @bbbbbbbb  @cccccccc',
      'nobody on that port',
      'everybody is told that this node is there',
      'told to nobody: there is no neighbour',
    ]);
  });
});

function answered(command: string, result: unknown): readonly string[] {
  const names = new PeerNames();
  names.learn(bob, 'bob');
  return answerInWords({ event: 'answer', command, ok: true, result }, names);
}
