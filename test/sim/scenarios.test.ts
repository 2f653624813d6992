import { describe, expect, it } from 'vitest';
import { reportsOf } from '../../src/sim/life.ts';
import type { Played } from '../../src/sim/play-scenario.ts';
import { scenarioNamed } from '../../src/sim/run-scenario.ts';
import { scenarios } from '../../src/sim/scenarios.ts';
import { playLawfully } from '../support/play.ts';
import { reportsBy, storyOf } from '../support/story.ts';

const SEED = 1;

function play(name: string): Played {
  return playLawfully(scenarioNamed(name), SEED);
}

function count(lines: readonly string[], line: string): number {
  return lines.filter((each) => each === line).length;
}

describe('the scenarios', () => {
  it('are told apart by their names, and say what they show', () => {
    const names = scenarios.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(scenarios.every(({ shows }) => shows.length > 20)).toBe(true);
  });

  it('pair: two nodes connect, chat both ways and part (S4-34)', () => {
    expect(storyOf(play('pair'))).toEqual([
      'alice: listening on 10.0.0.1:9000',
      'bob: listening on 10.0.0.2:9000',
      'alice: connected to bob 1',
      'alice: answers connect ok',
      'alice: answers send ok 1',
      'bob: connected to alice 1',
      'bob: answers send ok 1',
      'bob: 1 from alice',
      'alice: 1 from bob',
      'alice: delivered 1 to bob',
      'bob: delivered 1 to alice',
      'alice: disconnected from bob, closed: disconnected by us',
      'alice: answers disconnect ok',
      'alice: answers quit ok',
      'alice: stopped: quit',
      'bob: disconnected from alice, left: disconnected by peer',
      'bob: answers quit ok',
      'bob: stopped: quit',
    ]);
  });

  it('simultaneous-dial: of two connections one goes, and every dial is answered (S0-31)', () => {
    const played = play('simultaneous-dial');
    const story = storyOf(played);
    expect(story.filter((line) => line.includes('answers connect'))).toHaveLength(6);
    expect(story.filter((line) => line.includes('duplicate by us')).length).toBeGreaterThan(0);
    for (const { links } of played.lives) {
      const served = [...links.values()].filter(({ reason }) => reason?.code === 'quit');
      expect(served).toHaveLength(2);
    }
  });

  it('polite-leave: bob knows that alice has left, and has all she said', () => {
    const played = play('polite-leave');
    const [alice, bob] = played.lives;
    expect(reportsBy(played, 'bob')).toContain('disconnected from alice, left: quit by peer');
    const delivered = reportsOf(alice!, 'delivered').flatMap(({ sequences }) => sequences);
    const taken = reportsOf(bob!, 'message').flatMap(({ texts }) => texts);
    expect(taken.map(({ sequence }) => sequence)).toEqual(delivered);
  });

  it('refused-and-black-hole: each dial says why it failed, until it does not (S0-25, S0-29, S3-24)', () => {
    const lines = reportsBy(play('refused-and-black-hole'), 'alice');
    const first = lines.slice(0, lines.indexOf('connected to carol 1'));
    expect(new Set(first)).toEqual(
      new Set([
        'listening on 10.0.0.1:9000',
        'refused somebody: refused by link',
        'refused somebody: unreachable by link',
        'refused somebody: dial-timeout by link',
      ]),
    );
    for (const line of ['connected to bob 2', 'connected to carol 1', 'connected to dave 1'])
      expect(count(lines, line)).toBe(1);
  });

  it('wrong-network: both refuse, and both know why (S4-14)', () => {
    const played = play('wrong-network');
    const refusal = 'refused somebody: wrong-network by us';
    expect(reportsBy(played, 'alice')).toEqual([
      'listening on 10.0.0.1:9000',
      refusal,
      refusal,
      refusal,
      'stopped: quit',
    ]);
    expect(count(reportsBy(played, 'mallory'), refusal)).toBe(3);
  });

  it('self-dial: a node refuses itself at both ends, and does not try again (S2-108, S3-22)', () => {
    const refusal = 'alice: refused alice: self by us';
    expect(storyOf(play('self-dial'))).toEqual([
      'alice: listening on 10.0.0.1:9000',
      refusal,
      refusal,
      refusal,
      'alice: answers connect self',
      refusal,
      'alice: answers quit ok',
      'alice: stopped: quit',
    ]);
  });

  it('impostors: who lacks a key is refused, and alice knows whom it pretended to be (S2-80, S4-20)', () => {
    for (const name of ['impostors', 'impostors-plain']) {
      const played = play(name);
      const [alice, bob] = played.lives;
      const refusals = reportsOf(alice!, 'refused').map(({ code, by, peer, text }) => ({
        code,
        by,
        peer,
        text,
      }));
      const claims = new Map(
        played.lives.map((life) => [life.name, `it calls itself @${life.id}`]),
      );
      const lacking = { by: 'us', peer: null };
      expect(claims.get('mallory')).toBe(`it calls itself @${bob!.id}`);
      expect(refusals).toContainEqual({
        ...lacking,
        code: 'wrong-key',
        text: claims.get('mallory'),
      });
      for (const who of ['eve', 'trent'])
        expect(refusals).toContainEqual({
          ...lacking,
          code: 'wrong-network-key',
          text: claims.get(who),
        });
    }
  });

  it('doubles: on links that show keys the newer one stays, and both are told, once in a while (S1-14)', () => {
    const played = play('doubles');
    expect(reportsBy(played, 'bob-2')).toEqual([
      'listening on 10.0.0.2:9000',
      'connected to alice 1',
      'connected to carol 1',
      'disconnected from carol, left: restarted by peer',
      'disconnected from alice, left: restarted by peer',
      'refused alice: duplicate-identity by peer',
      'refused bob: duplicate-identity by us',
      'refused alice: duplicate-identity by peer',
    ]);
    expect(reportsBy(played, 'copy-3')).toEqual([
      'listening on 10.0.0.3:9000',
      'connected to alice 1',
      'connected to carol 1',
      'warned by alice: duplicate-identity',
      'refused bob: duplicate-identity by us',
      'disconnected from carol, closed: quit by us',
      'disconnected from alice, closed: quit by us',
      'stopped: quit',
    ]);
  });

  it('doubles-plain: on plain links the one that was there first stays, and both are told (S1-14)', () => {
    const played = play('doubles-plain');
    expect(reportsBy(played, 'bob-2')).toEqual([
      'listening on 10.0.0.2:9000',
      'connected to alice 1',
      'refused carol: duplicate-identity by peer',
      'warned by alice: duplicate-identity',
      'refused bob: duplicate-identity by us',
    ]);
    expect(reportsBy(played, 'copy-3')).toContain('refused alice: duplicate-identity by peer');
  });

  it('ban: bob is told, twice, and carol is not; both are heard again in the end (S0-44, S4-09)', () => {
    const played = play('ban');
    expect(reportsBy(played, 'bob')).toEqual([
      'listening on 10.0.0.2:9000',
      'connected to alice 1',
      'disconnected from alice, left: banned by peer',
      'refused alice: banned by peer',
      'connected to alice 2',
      '1 from alice',
      'delivered 1 to alice',
      'disconnected from alice, closed: quit by us',
      'stopped: quit',
    ]);
    expect(reportsBy(played, 'alice-2')).toEqual([
      'listening on 10.0.0.1:9000',
      'connected to carol 1',
      'refused bob: banned by us',
      'bob is known by the user',
      'connected to bob 1',
      'delivered 1 to bob',
      'delivered 1 to carol',
      '1 from bob',
      '1 from carol',
      'disconnected from bob, closed: quit by us',
      'disconnected from carol, closed: quit by us',
      'stopped: quit',
    ]);
  });

  it('half-open: a silent peer is lost, and a newer instance is welcomed in its place (S3-29)', () => {
    expect(reportsBy(play('half-open'), 'alice')).toEqual([
      'listening on 10.0.0.1:9000',
      'connected to bob 1',
      'delivered 1 to bob',
      '1 from bob',
      'undelivered 1 to bob: silent',
      'disconnected from bob, lost: silent by us',
      'connected to bob 2',
      'disconnected from bob, closed: restarted by us',
      'connected to bob 3',
      'disconnected from bob, lost: reset by link',
      'connected to bob 3',
      'disconnected from bob, lost: silent by us',
      'connected to bob 3',
      'disconnected from bob, lost: reset by link',
      'connected to bob 3',
      'connected to bob 4',
      'disconnected from bob, closed: restarted by us',
      'delivered 1 to bob',
      '1 from bob',
      'disconnected from bob, closed: quit by us',
      'stopped: quit',
    ]);
  });

  it.each(['crash-and-restart', 'crash-and-restart-plain'])(
    '%s: alice finds each life of bob, and refuses one that is over',
    (name) => {
      const played = play(name);
      expect(reportsBy(played, 'alice')).toContain('connected to bob 5');
      expect(reportsBy(played, 'alice')).toContain('refused bob: stale-instance by us');
      expect(reportsBy(played, 'ghost')).toContain('refused alice: duplicate-identity by peer');
      expect(reportsBy(played, 'ghost')).toContain('refused alice: stale-instance by peer');
      expect(reportsBy(played, 'bob-5')).toContain('warned by alice: duplicate-identity');
      expect(played.lives.map(({ tape, end }) => `${tape} ${end?.how}`)).toEqual([
        'alice stopped',
        'bob vanished',
        'bob-2 vanished',
        'bob-3 vanished',
        'bob-4 vanished',
        'bob-5 stopped',
        'bob-6 stopped',
        'ghost stopped',
      ]);
    },
  );

  it('slow-reader: the outbox keeps what a congested link does not take', () => {
    const { sightings } = play('slow-reader');
    expect(sightings.count('link.congested', 'writability.congested')).toBeGreaterThan(2);
    expect(sightings.count('connection send', 'writability.congested')).toBeGreaterThan(1);
    expect(sightings.count('link.drained', 'writability.open')).toBeGreaterThan(0);
    expect(sightings.count('after congestedTimeout', 'writability.congested')).toBeGreaterThan(0);
    expect(sightings.count('reports disconnected stalled')).toBe(1);
  });

  it('reset-storm: many connections are reset before one stands', () => {
    const played = play('reset-storm');
    expect(played.sightings.count('reports disconnected reset')).toBeGreaterThan(5);
    expect(played.sightings.count('reports undelivered reset')).toBeGreaterThan(0);
    for (const { links } of played.lives)
      expect([...links.values()].filter(({ reason }) => reason?.code === 'quit')).toHaveLength(1);
  });

  it('frozen-peer: much on its way to a peer that freezes delays the news by its time, once', () => {
    const { lives } = play('frozen-peer');
    const alice = lives.find(({ name }) => name === 'alice')!;
    const parted = reportsOf(alice, 'disconnected').map(({ how, code }) => `${how} ${code}`);
    expect(parted[0]).toBe('lost silent');
    expect(reportsOf(alice, 'undelivered').map(({ code }) => code)).toContain('silent');
  });

  it('knocking: who comes too often is shut out, and whoever comes from elsewhere is served', () => {
    const { lives } = play('knocking');
    const alice = lives.find(({ name }) => name === 'alice')!;
    const codes = new Set(reportsOf(alice, 'refused').map(({ code }) => code));
    expect(codes).toContain('rate-limited');
    expect(reportsOf(alice, 'connected')).toHaveLength(2);
  });

  it('crowd: under every fault, connections are lost in every way (S0-02, S4-17, S4-30)', () => {
    const { sightings, lives } = play('crowd');
    expect(lives.length).toBeGreaterThan(40);
    for (const code of ['reset', 'silent', 'restarted'])
      expect(sightings.count(`reports disconnected ${code}`)).toBeGreaterThan(0);
    for (const code of ['refused', 'dial-timeout', 'greeting-timeout', 'reset'])
      expect(sightings.count(`reports refused ${code}`)).toBeGreaterThan(0);
  });
});
