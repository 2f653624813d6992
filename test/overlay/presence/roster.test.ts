import { describe, expect, it } from 'vitest';
import {
  heedPresence,
  isHere,
  newRoster,
  present,
  presenceEveryMs,
  type Roster,
  rosterDue,
  type RosterNews,
  strike,
} from '../../../src/overlay/presence/roster.ts';
import { limits } from '../../../src/protocol/limits.ts';
import type { Presence } from '../../../src/protocol/messages.ts';
import { idOf } from '../../support/pure-config.ts';
import { idNumber, presenceFrom } from '../../support/pure-overlay.ts';

const everyMs = 10_000;
const MS = 1_000;

/** A roster and what it has told, as `letter state`. */
class Watched {
  roster: Roster = newRoster(1);
  at = 0;

  /** What was said so long ago. */
  hear(presence: Presence, agoMs = 0): readonly string[] {
    const wallMs = presence.envelope.expires - limits.castLifeMs + agoMs;
    return this.#take(heedPresence(this.roster, presence, this.at, wallMs));
  }

  /** Looks whenever it wants to. */
  wait(ms: number): readonly string[] {
    const until = this.at + ms * MS;
    const news: string[] = [];
    while (this.roster.checkAt !== null && this.roster.checkAt <= until) {
      this.at = this.roster.checkAt;
      news.push(...this.#take(rosterDue(this.roster, this.at)));
    }
    this.at = until;
    return news;
  }

  #take([roster, news]: readonly [Roster, readonly RosterNews[]]): readonly string[] {
    this.roster = roster;
    return news.map(({ id, state }) => `${id[0]} ${state}`);
  }
}

const here = (sequence: number, changes: Parameters<typeof presenceFrom>[2] = {}) =>
  presenceFrom('c', sequence, { everyMs, ...changes });
const leaving = (sequence: number) => here(sequence, { state: 'leaving', everyMs: 0 });

function withC(): Watched {
  const watched = new Watched();
  watched.hear(here(1));
  return watched;
}

describe('who says that they are there', () => {
  it('is alive, which is news once', () => {
    const watched = new Watched();
    expect(watched.hear(here(1, { neighbours: [idOf('d')] }))).toEqual(['c alive']);
    expect(watched.hear(here(2))).toEqual([]);
    expect(isHere(watched.roster, idOf('c'))).toBe(true);
    expect(present(watched.roster).map(([id]) => id)).toEqual([idOf('c')]);
  });

  it('stays alive for as long as they keep their word', () => {
    const watched = withC();
    for (let sequence = 2; sequence < 20; sequence += 1) {
      expect(watched.wait(everyMs)).toEqual([]);
      watched.hear(here(sequence));
    }
  });

  it('is suspected when limits.presencesMissedMax failed to come', () => {
    const watched = withC();
    expect(watched.wait(limits.presencesMissedMax * everyMs)).toEqual([]);
    expect(watched.wait(1)).toEqual(['c suspect']);
    expect(isHere(watched.roster, idOf('c'))).toBe(false);
    expect(present(watched.roster).length).toBe(1);
  });

  it('is lost when limits.presencesLostMax failed to come', () => {
    const watched = withC();
    expect(watched.wait(limits.presencesLostMax * everyMs)).toEqual(['c suspect']);
    expect(watched.wait(1)).toEqual(['c lost']);
    expect(present(watched.roster)).toEqual([]);
    expect(watched.roster.checkAt).toBe(null);
  });

  it('is alive again with one word', () => {
    const watched = withC();
    watched.wait(limits.presencesLostMax * everyMs);
    expect(watched.hear(here(2))).toEqual(['c alive']);
    watched.wait(limits.presencesLostMax * everyMs + 1);
    expect(watched.hear(here(3))).toEqual(['c alive']);
  });

  it('is lost soon, if all that is heard of it was said long ago', () => {
    const watched = new Watched();
    expect(watched.hear(here(1), 30_000)).toEqual(['c alive']);
    expect(watched.hear(here(3), 15_000)).toEqual([]);
    expect(watched.hear(here(2), 25_000)).toEqual([]);
    expect(watched.wait(5_000)).toEqual([]);
    expect(watched.wait(1)).toEqual(['c suspect']);
    expect(watched.wait(everyMs - 1)).toEqual([]);
    expect(watched.wait(1)).toEqual(['c lost']);
  });

  it('is suspected once at most because its clock is off, and never lost', () => {
    for (const offMs of [-limits.clockSkewMaxMs, limits.clockSkewMaxMs]) {
      const watched = new Watched();
      expect(watched.hear(here(1), offMs)).toEqual(['c alive']);
      const news = offMs < 0 ? [] : ['c suspect'];
      expect(watched.wait(everyMs)).toEqual(news);
      expect(watched.hear(here(2), offMs)).toEqual(news.map(() => 'c alive'));
      for (let sequence = 3; sequence < 20; sequence += 1) {
        expect(watched.wait(everyMs)).toEqual([]);
        // What its user has it say besides takes nothing back.
        expect(watched.hear(here(2 * sequence), offMs)).toEqual([]);
        expect(watched.hear(here(2 * sequence + 1), offMs)).toEqual([]);
      }
    }
  });

  it('is waited for by the period that they promise, which may change', () => {
    const watched = withC();
    watched.hear(here(2, { everyMs: 60_000 }));
    expect(watched.wait(limits.presencesMissedMax * 60_000)).toEqual([]);
    expect(watched.wait(1)).toEqual(['c suspect']);
  });

  it('is waited for no longer than limits.presenceIntervalMaxMs a period, whatever they promise', () => {
    const watched = new Watched();
    watched.hear(here(1, { everyMs: 2 ** 53 - 1 }));
    const most = limits.presencesLostMax * limits.presenceIntervalMaxMs;
    expect(watched.wait(most + 1_000)).toEqual(['c suspect', 'c lost']);
  });

  it('is waited for limits.presenceIntervalMinMs a period at least, so that nobody is news each millisecond', () => {
    const watched = new Watched();
    const leastMs = limits.presenceIntervalMinMs;
    expect(watched.hear(here(1, { everyMs: 1 }))).toEqual(['c alive']);
    for (let sequence = 2; sequence < 50; sequence += 1) {
      expect(watched.wait(leastMs - 1)).toEqual([]);
      expect(watched.hear(here(sequence, { everyMs: 1 }))).toEqual([]);
    }
    expect(watched.wait(limits.presencesMissedMax * leastMs)).toEqual([]);
    expect(watched.wait(1)).toEqual(['c suspect']);
    expect(watched.wait(limits.presencesLostMax * leastMs)).toEqual(['c lost']);
  });

  it('is not looked at more often than once a second, whatever they promise', () => {
    const watched = new Watched();
    watched.hear(here(1, { everyMs: 1 }), 5_000);
    expect(watched.roster.checkAt).toBe(1_000 * MS);
    expect(watched.wait(1_000)).toEqual(['c suspect']);
  });

  it.each([0, 30_000])(
    'is there until their word expires if they promise nothing, and then nobody knows: said %i ms ago',
    (agoMs) => {
      const watched = new Watched();
      expect(watched.hear(here(1, { everyMs: 0 }), agoMs)).toEqual(['c alive']);
      expect(watched.wait(limits.castLifeMs - agoMs)).toEqual([]);
      expect(isHere(watched.roster, idOf('c'))).toBe(true);
      expect(watched.wait(1)).toEqual(['c known']);
      expect([watched.roster.entries.size, watched.roster.checkAt]).toEqual([0, null]);
    },
  );

  it('is there for as long again with each word, though they promise nothing', () => {
    const watched = new Watched();
    for (let sequence = 1; sequence < 5; sequence += 1) {
      watched.hear(here(sequence, { everyMs: 0 }));
      expect(watched.wait(limits.castLifeMs)).toEqual([]);
    }
    expect(watched.wait(1)).toEqual(['c known']);
  });

  it('is forgotten where there are more than limits.peersMax, those first who were heard longest ago', () => {
    const watched = new Watched();
    for (let n = 0; n <= limits.peersMax; n += 1) {
      watched.at = n;
      const origin = n === 0 ? idOf('c') : idNumber(n);
      watched.hear(here(1, { envelope: { origin } }));
    }
    expect(watched.roster.entries.size).toBe(limits.peersMax);
    expect(watched.roster.entries.has(idOf('c'))).toBe(false);
  });
});

describe('words that overtake each other', () => {
  it.each([
    ['an older one of the same life', here(1, { everyMs: 1 })],
    ['the same one', here(2, { everyMs: 1 })],
    ['one of an older life', here(9, { envelope: { instance: { boot: 0, nonce: 9 } } })],
    [
      'one of a twin that began earlier',
      here(9, { envelope: { instance: { boot: 1, nonce: 0 } } }),
    ],
  ])('are no news: %s', (_, old) => {
    const watched = withC();
    watched.hear(here(2));
    const { roster } = watched;
    expect(watched.hear(old)).toEqual([]);
    expect(watched.roster).toBe(roster);
  });

  it('are news of a newer life, wherever that began to count', () => {
    const watched = withC();
    watched.hear(leaving(5));
    const reborn = here(1, { envelope: { instance: { boot: 2, nonce: 0 } } });
    expect(watched.hear(reborn)).toEqual(['c alive']);
  });
});

describe('who says that they are leaving', () => {
  it('has left, and is not there', () => {
    const watched = withC();
    expect(watched.hear(leaving(2))).toEqual(['c left']);
    expect(isHere(watched.roster, idOf('c'))).toBe(false);
    expect(present(watched.roster)).toEqual([]);
  });

  it('is nothing new to somebody who did not know them', () => {
    expect(new Watched().hear(leaving(2))).toEqual([]);
  });

  it('is not brought back by a word from before', () => {
    const watched = withC();
    watched.hear(leaving(3));
    expect(watched.hear(here(2))).toEqual([]);
    expect(isHere(watched.roster, idOf('c'))).toBe(false);
  });

  it('is remembered as long as such a word can be on its way, and never lost', () => {
    const watched = withC();
    watched.hear(leaving(2));
    const most = limits.castLifeMs + limits.clockSkewMaxMs;
    expect(watched.wait(most)).toEqual([]);
    expect(watched.roster.entries.size).toBe(1);
    expect(watched.wait(1_000)).toEqual([]);
    expect(watched.roster.entries.size).toBe(0);
    expect(watched.roster.checkAt).toBe(null);
  });
});

describe('who was seen not to be there in another way', () => {
  const struckAfter = (ms: number, watched = withC()): Watched => {
    watched.wait(ms);
    watched.roster = strike(watched.roster, idOf('c'), watched.at);
    return watched;
  };

  it('is no longer there, and its next word is news', () => {
    const watched = struckAfter(5_000);
    expect([isHere(watched.roster, idOf('c')), present(watched.roster)]).toEqual([false, []]);
    expect(watched.wait(everyMs)).toEqual([]);
    expect(watched.hear(here(2))).toEqual(['c alive']);
  });

  it.each([
    ['was heard before', withC()],
    ['was never heard', new Watched()],
  ])('is not brought back by what it said before that, and %s', (_, watched) => {
    struckAfter(30_000, watched);
    expect(watched.wait(7_000)).toEqual([]);
    expect(watched.hear(here(2), 7_001)).toEqual([]);
    expect(watched.hear(here(3), 7_000)).toEqual([]);
    expect([isHere(watched.roster, idOf('c')), present(watched.roster)]).toEqual([false, []]);
    expect(watched.hear(here(4), 6_999)).toEqual(['c alive']);
  });

  it('lives if it has a word and half a period later another, however wrong its clock is', () => {
    const watched = struckAfter(5_000);
    watched.wait(1_000);
    expect(watched.hear(here(2), 60_000)).toEqual([]);
    expect(watched.wait(everyMs / 2 - 1)).toEqual([]);
    expect(watched.hear(here(3), 60_000)).toEqual([]);
    expect(watched.wait(everyMs / 2)).toEqual([]);
    expect(watched.hear(here(4), 60_000)).toEqual(['c alive']);
    expect(watched.wait(2 * everyMs)).toEqual([]);
  });

  it('is remembered for as long as such a word can be on its way', () => {
    const watched = struckAfter(5_000);
    const most = limits.castLifeMs + limits.clockSkewMaxMs;
    expect(watched.wait(most)).toEqual([]);
    expect(watched.roster.entries.size).toBe(1);
    expect(watched.wait(1)).toEqual([]);
    expect([watched.roster.entries.size, watched.roster.checkAt]).toEqual([0, null]);
  });

  it('is forgotten before those who are there, where there are more than limits.peersMax', () => {
    const watched = new Watched();
    for (let n = 1; n < limits.peersMax; n += 1) {
      watched.at = n;
      watched.hear(here(1, { envelope: { origin: idNumber(n) } }));
    }
    struckAfter(0, watched);
    watched.hear(here(1, { envelope: { origin: idOf('d') } }));
    const { entries } = watched.roster;
    expect([entries.size, entries.has(idOf('c'))]).toEqual([limits.peersMax, false]);
  });

  it('has left all the same if they said so, before or after', () => {
    const watched = withC();
    watched.hear(leaving(2));
    struckAfter(0, watched);
    expect(watched.hear(here(1))).toEqual([]);
    expect(struckAfter(1_000).hear(leaving(2), 30_000)).toEqual(['c left']);
  });
});

describe('how often each says that they are there', () => {
  it('is as they wish while there are few', () => {
    expect(presenceEveryMs(everyMs, 0)).toBe(everyMs);
    expect(presenceEveryMs(everyMs, 100)).toBe(everyMs);
  });

  it('is so rarely that nobody hears more than limits.presencesPerSecondMax in a second', () => {
    for (const peers of [101, 500, limits.peersMax]) {
      const aSecond = (peers * 1_000) / presenceEveryMs(everyMs, peers);
      expect(aSecond).toBeLessThanOrEqual(limits.presencesPerSecondMax);
      expect(aSecond).toBeGreaterThan(0.99 * limits.presencesPerSecondMax);
    }
  });

  it('is never more rarely than limits.presenceIntervalMaxMs', () => {
    expect(presenceEveryMs(everyMs, 1_000_000)).toBe(limits.presenceIntervalMaxMs);
  });
});
