import { describe, expect, it } from 'vitest';
import { plain } from '../../../src/cli/words/paint.ts';
import { EventInWords } from '../../../src/cli/words/event-in-words.ts';
import { stamped } from '../../../src/node/telling/node-events.ts';

const me = 'a'.repeat(52);
const bob = 'b'.repeat(52);
const carl = 'c'.repeat(52);

describe('texts that were on their way to a peer that is lost', () => {
  it('are told of one by one while they are few, and in sum when they are many', () => {
    const { fail, words, stop } = telling();
    const first = 'not delivered to @bbbbbbbb: the link was reset (reset)';
    expect(Array.from({ length: 100 }, () => fail(bob, 'reset', 7)).flat()).toEqual([
      first,
      first,
      first,
    ]);
    expect(words.hasMore).toBe(true);
    expect(fail(carl, 'silent', 8)).toEqual([
      '97 more texts were not delivered to @bbbbbbbb (reset)',
      'not delivered to @cccccccc: no sign of life in spite of probes (silent)',
    ]);
    expect(words.hasMore).toBe(false);
    expect(stop()).toEqual(['stopped']);
  });

  it('are told of in sum when nothing else comes', () => {
    const { fail, words, stop } = telling();
    for (let n = 0; n < 4; n += 1) fail(bob, 'reset', 7);
    expect(words.overdue(0)).toEqual(['one more text was not delivered to @bbbbbbbb (reset)']);
    expect(words.overdue(0)).toEqual([]);
    expect(stop()).toEqual(['stopped']);
  });
});

function telling() {
  const words = new EventInWords(plain);
  const fail = (to: string, code: string, turn: number) =>
    words.lines(
      stamped({ event: 'undelivered', messageId: 'x', to, code }, { at: 0, node: me, turn }),
    );
  const stop = () =>
    words.lines(stamped({ event: 'stopped', code: 'quit', exit: 0 }, { at: 0, node: me, turn: 9 }));
  return { words, fail, stop };
}
