import { describe, expect, it } from 'vitest';
import { limits } from '../../src/protocol/limits.ts';
import { framesOf, lettersOf, reportsOf, type Life } from '../../src/sim/life.ts';
import type { Played } from '../../src/sim/play-scenario.ts';
import { scenarioNamed } from '../../src/sim/run-scenario.ts';
import { playLawfully } from '../support/play.ts';

const SEED = 1;

function play(name: string): Played {
  return playLawfully(scenarioNamed(name), SEED);
}

function lifeOf({ lives }: Played, tape: string): Life {
  return lives.find((life) => life.tape === tape)!;
}

/** Of all texts that came, over how many others. */
function relaysOf({ lives }: Played): readonly number[] {
  return lives.flatMap((life) => lettersOf(life)).map(({ path }) => path.length);
}

describe('the scenarios of mail', () => {
  it('line-of-five: a text crosses the line, and stops where its hops end (S0-42, S0-62, S1-24)', () => {
    const played = play('line-of-five');
    const [delivered] = reportsOf(lifeOf(played, 'n0'), 'delivered');
    expect(delivered?.path).toHaveLength(3);
    const undelivered = reportsOf(lifeOf(played, 'n4'), 'undelivered');
    expect(undelivered).toMatchObject([{ code: 'hop-limit', hops: 3 }]);
    expect(undelivered[0]!.where).toBe(lifeOf(played, 'n1').id);
  });

  it('diamond: what is written next takes the other way (S1-29)', () => {
    const letters = lettersOf(lifeOf(play('diamond'), 'dan'));
    const [first, second] = letters.map(({ path }) => path[0]);
    expect(second).not.toBe(first);
  });

  it('relay-ring: it takes the long way when a link of the short one breaks (S1-29)', () => {
    expect(Math.max(...relaysOf(play('relay-ring')))).toBe(3);
  });

  it('without-the-first: all reach each other without a map or a centre (S1-18, S1-25, S1-27, S1-28, S4-18)', () => {
    const played = play('without-the-first');
    expect(relaysOf(played).filter((count) => count > 0).length).toBeGreaterThan(10);
    const neighbours = played.lives.map((life) => life.neighbours);
    expect(Math.max(...neighbours)).toBeLessThanOrEqual(limits.activeViewMax);
  });

  it('routing-loop: ends at once', () => {
    expect(framesOf(play('routing-loop').lives, ['letter'])).toBeLessThan(12);
  });

  it('asked-afar: an ask over others has its answer, and so has one that nobody answers', () => {
    const asks = lifeOf(play('asked-afar'), 'alice').heard.flatMap(({ said }) =>
      said.type === 'answer' && said.command === 'ask' ? [said.outcome] : [],
    );
    expect(asks).toMatchObject([
      { ok: true, result: { hops: 3 } },
      { ok: false, code: 'no-such-topic' },
      { ok: false, code: 'no-answer' },
    ]);
  });

  it.each(['nobody-there', 'no-relay', 'forged-fates', 'churn-while-writing'])('%s', (name) => {
    play(name);
  });
});
