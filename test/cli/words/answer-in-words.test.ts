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

  it('tells what a peer has answered, made harmless, and its way', () => {
    const answer = { from: bob, messageId: 'x', hops: 2, path: [carol], ms: 1.5 };
    expect([
      ...answered('ask', { ...answer, text: 'rain\u001b[1m' }),
      ...answered('ask', { from: carol, messageId: 'x', hops: 1, ms: 1, bytes: 'ww==' }),
    ]).toEqual([
      'bob answers: rain␛[1m (2 hops, over @cccccccc)',
      '@cccccccc answers: <1 bytes that are not text> (1 hop)',
    ]);
  });

  it('tells a way hop by hop, with times', () => {
    const times = [
      { peer: carol, hops: 1, ms: 1.25 },
      { peer: bob, hops: 2, ms: null },
    ];
    expect(answered('route', { peer: bob, hops: 2, path: [carol], times })).toEqual([
      '  1 hop        @cccccccc  1.3 ms',
      '  2 hops  bob  @bbbbbbbb  no answer',
    ]);
  });

  it('says of what is published whom it went to, as of a broadcast', () => {
    const reach = { messageId: 'x', linked: [bob], unreachable: [] };
    expect(answered('publish', reach)).toEqual(['sent to 1 neighbour']);
  });

  it('names who says why something failed', () => {
    const names = new PeerNames();
    names.learn(bob, 'bob');
    const error = { code: 'broken-route', text: 'gone, says @bbbbbbbb, 1 hop away', hint: '' };
    const answer = { event: 'answer', command: 'send', ok: false, error } as const;
    expect(answerInWords(answer, names)).toEqual(['send: gone, says bob, 1 hop away']);
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
