import { describe, expect, it } from 'vitest';
import { framesOf, reportsOf } from '../../src/sim/life.ts';
import type { Played } from '../../src/sim/play-scenario.ts';
import { scenarioNamed } from '../../src/sim/run-scenario.ts';
import { castWords } from '../../src/sim/settle-overlay.ts';
import { playLawfully } from '../support/play.ts';
import { reportsBy, storyOf } from '../support/story.ts';

const SEED = 1;

function play(name: string): Played {
  return playLawfully(scenarioNamed(name), SEED);
}

function lifeOf({ lives }: Played, tape: string) {
  return lives.find((life) => life.tape === tape)!;
}

function codesOf({ lives }: Played, event: 'refused' | 'disconnected'): Set<string> {
  return new Set(lives.flatMap((life) => reportsOf(life, event)).map(({ code }) => code));
}

describe('the scenarios of the overlay', () => {
  it('ring-broadcast: each is told everything once, but for what had too few hops', () => {
    const { lives } = play('ring-broadcast');
    // Twice six others say something; what n0 says with two hops comes to four of them, twice.
    const heard = lives.map((life) =>
      reportsOf(life, 'broadcast').reduce((sum, { casts }) => sum + casts.length, 0),
    );
    expect(heard).toEqual([12, 12, 12, 10, 10, 12, 12]);
  });

  it('mesh-broadcast: once the tree stands, nobody is sent anything twice', () => {
    const { lives } = play('mesh-broadcast');
    const copies = framesOf(lives, ['broadcast']);
    const others = lives.length - 1;
    // What each says first comes to the others by all ways, and what it says next by one.
    const [flooded, treed] = [lives.length * others ** 2, lives.length * others];
    expect(copies).toBeGreaterThan(2 * treed);
    expect(copies).toBeLessThanOrEqual(flooded + treed);
    expect(framesOf(lives, ['prune'])).toBeGreaterThan(0);
  });

  it('one-contact: the newcomer is told of all, and of none of it by its user (S1-23)', () => {
    const played = play('one-contact');
    const newcomer = lifeOf(played, 'newcomer');
    const known = new Set([
      ...reportsOf(newcomer, 'connected').map(({ peer }) => peer),
      ...reportsOf(newcomer, 'peer').map(({ peer }) => peer),
    ]);
    expect(known.size).toBe(6);
    expect(newcomer.commands).toBe(3);
  });

  it('seeds-gone: the dead are found silent, and reported to others who look for themselves (S4-07)', () => {
    const played = play('seeds-gone');
    expect(codesOf(played, 'disconnected')).toContain('silent');
    expect(framesOf(played.lives, ['missing'])).toBeGreaterThan(0);
  });

  it('seed-down: one line about the seed node that does not answer (S3-34)', () => {
    const lines = reportsBy(play('seed-down'), 'n1').filter((line) => line.startsWith('refused'));
    expect(lines).toEqual(['refused somebody: dial-timeout by link']);
  });

  it('seed-restart: all dial the new life of the seed node by themselves (S3-41)', () => {
    const played = play('seed-restart');
    const s1 = lifeOf(played, 's1-2');
    expect(new Set(reportsOf(s1, 'connected').map(({ name }) => name))).toEqual(
      new Set(['n0', 'n1', 'n2', 'n3']),
    );
    expect(reportsOf(s1, 'connected').every(({ inbound }) => inbound)).toBe(true);
  });

  it('saved-peers: with all seed nodes dead, nobody is found but by what was kept', () => {
    const played = play('saved-peers');
    const last = lifeOf(played, 'n2-2');
    expect(reportsOf(last, 'connected').length).toBeGreaterThan(0);
    expect(reportsOf(last, 'connected').some(({ name }) => name === 's1')).toBe(false);
  });

  it('lan-call: alice and bob find each other, and that is all that they say (S0-47)', () => {
    const story = storyOf(play('lan-call'));
    expect(story.filter((line) => line.includes('connected to')).toSorted()).toEqual([
      'alice: connected to bob 1',
      'bob: connected to alice 1',
    ]);
    expect(story.filter((line) => line.includes('refused'))).toEqual([]);
  });

  it('announced: who is not linked to d learns of it, once (S1-17)', () => {
    const story = storyOf(play('announced'));
    expect(story.filter((line) => line.includes('alive'))).toEqual([
      'b: d is alive by the presence',
      'a: d is alive by the presence',
    ]);
  });

  it('port-scan: nothing of it is told but the answer', () => {
    expect(storyOf(play('port-scan'))).toEqual([
      'alice: listening on 10.0.0.1:9000',
      'alice: answers scan ok',
      'alice: answers quit ok',
      'alice: stopped: quit',
    ]);
  });

  it('two-halves: each half loses the other, and what was missed is asked for later (S2-77)', () => {
    const played = play('two-halves');
    expect(codesOf(played, 'disconnected')).toContain('silent');
    expect(played.sightings.count('reports peer lost')).toBeGreaterThan(0);
    expect(framesOf(played.lives, ['graft'])).toBeGreaterThan(0);
  });

  it('churn: who left and who was lost are told apart, and what is tried in vain is told to nobody (S0-48)', () => {
    const { sightings, lives } = play('churn');
    expect(sightings.count('reports peer left presence')).toBeGreaterThan(0);
    expect(sightings.count('reports peer lost')).toBeGreaterThan(0);
    const refusals = lives.flatMap((life) => reportsOf(life, 'refused'));
    expect(refusals.length).toBeLessThan(2 * lives.length);
  }, 60_000);

  it('two-networks: the other one is turned away, each time it is tried', () => {
    const played = play('two-networks');
    expect(codesOf(played, 'refused')).toEqual(new Set(['wrong-network']));
    expect(codesOf(played, 'disconnected')).toEqual(new Set(['quit']));
  });

  it('mute-peer: it is given up for want of a greeting (S3-34)', () => {
    expect(codesOf(play('mute-peer'), 'refused')).toContain('greeting-timeout');
  });

  it('everybody-dead: nobody is called dead, but who says goodbye in the end has left (S3-39)', () => {
    const { lives } = play('everybody-dead');
    const states = lives.flatMap((life) => reportsOf(life, 'peer').map(({ state }) => state));
    expect(states.filter((state) => state === 'lost' || state === 'suspect')).toEqual([]);
  });

  it('forgeries: mallory has to go twice, and then may not come', () => {
    const story = reportsBy(play('forgeries'), 'alice');
    expect(story.filter((line) => line.includes('somebody'))).toEqual([
      'connected to somebody 1',
      'disconnected from somebody, closed: forged by us',
      'connected to somebody 1',
      'disconnected from somebody, closed: forged by us',
      'somebody is banned by the forged',
      'refused somebody: banned by us',
    ]);
  });

  it('unsigned: all is told, and who signs is told why it may not come', () => {
    const played = play('unsigned');
    expect(codesOf(played, 'refused')).toEqual(new Set(['wrong-seals']));
    const others = played.lives.filter(({ tape }) => tape !== 'eve');
    expect(others.length).toBe(4);
    for (const life of others) {
      const heard = reportsOf(life, 'broadcast').flatMap(({ casts }) => casts);
      expect(heard.length).toBe(6);
    }
  });

  it('old-casts: carol’s second life is told nothing of what was said before', () => {
    const played = play('old-casts');
    const casts = reportsOf(lifeOf(played, 'carol-2'), 'broadcast').flatMap(({ casts }) => casts);
    expect(casts).toHaveLength(2);
  });

  it('crowded-places: those who come too many are told that there is no place', () => {
    expect(codesOf(play('crowded-places'), 'disconnected')).toContain('no-place');
  });

  it('everything that is passed on to all is in the count of silence', () => {
    expect([...castWords].toSorted()).toEqual(['broadcast', 'graft', 'have', 'presence', 'prune']);
  });
});
