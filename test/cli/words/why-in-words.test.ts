import { describe, expect, it } from 'vitest';
import { PeerNames } from '../../../src/cli/words/peer-names.ts';
import { whyInWords } from '../../../src/cli/words/why-in-words.ts';
import type { Why } from '../../../src/node/why/why.ts';

const bob = 'b'.repeat(52);
const at = new Date(2026, 0, 1, 9, 5, 7, 42).getTime();

describe('why, in words', () => {
  it('says the verdict first, then what led to it, and what came later', () => {
    expect(whyInWords(why({}), names())).toEqual([
      'bob @bbbbbbbb (there:1) is not connected: the node stopped (quit), by peer in turn 9',
      '  09:05:07.042  turn 3  o1  link.dial there:1  → dialling',
      '  09:05:07.042  turn 9  o1  bye  established.liveness.quiet → leaving.hanging up: quit by peer, "so␛[31m long"',
      '  (2 more in between)',
      '  and later, in turn 12: nobody listens there (refused), by link',
    ]);
  });

  it.each<[Partial<Why>, string]>([
    [{ connected: true, code: null, by: null, turn: null }, 'is connected'],
    [
      { connected: true, events: [ended('o1', 9), serving('o2', 10)] },
      'is connected; before that: the node stopped (quit), by peer in turn 9',
    ],
    [
      { connected: true, events: [serving('o1', 5), ended('i2', 9)] },
      'is connected; since then: the node stopped (quit), by peer in turn 9',
    ],
    [
      { code: null, by: null, turn: null, events: [] },
      'is not connected, and no connection with it is remembered',
    ],
    [{ code: null, by: null, turn: null }, 'is about to connect or to part'],
  ])('tells %j', (changes, verdict) => {
    expect(whyInWords(why(changes), names())[0]).toBe(`bob @bbbbbbbb (there:1) ${verdict}`);
  });

  it('names a peer of which no address is known', () => {
    const nowhere = why({ address: '', code: null, events: [] });
    expect(whyInWords(nowhere, names())[0]).toBe(
      'bob @bbbbbbbb is not connected, and no connection with it is remembered',
    );
  });

  it('names an address where nobody said who it is', () => {
    expect(whyInWords(why({ peer: null }), names())[0]).toMatch(/^there:1 is not connected: /);
  });
});

function serving(link: string, turn: number) {
  return { at, link, turn, what: 'link.dial', to: 'dialling', address: 'there:1' };
}

function ended(link: string, turn: number) {
  return { at, link, turn, what: 'refused' };
}

function why(changes: Partial<Why>): Why {
  const event = { at, link: 'o1' };
  return {
    peer: bob,
    address: 'there:1',
    connected: false,
    code: 'quit',
    by: 'peer',
    turn: 9,
    events: [
      { ...event, turn: 3, what: 'link.dial', to: 'dialling', address: 'there:1' },
      {
        ...event,
        turn: 9,
        what: 'bye',
        from: 'established.liveness.quiet',
        to: 'leaving.hanging up',
        code: 'quit',
        by: 'peer',
        text: 'so\u001b[31m long',
      },
    ],
    leftOut: 2,
    later: { code: 'refused', by: 'link', turn: 12 },
    ...changes,
  };
}

function names(): PeerNames {
  const known = new PeerNames();
  known.learn(bob, 'bob');
  return known;
}
