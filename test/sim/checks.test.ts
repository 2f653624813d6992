import { describe, expect, it } from 'vitest';
import { limits } from '../../src/protocol/limits.ts';
import type { Report } from '../../src/protocol/effects.ts';
import { OPENING_MS_MAX, pairsOf, PARTING_MS_MAX } from '../../src/sim/check-links.ts';
import { checks, runChecks, type CheckName } from '../../src/sim/checks.ts';
import type { Evidence } from '../../src/sim/evidence.ts';
import { Body } from '../../src/protocol/body.ts';
import type { Heard, Life, LinkLife } from '../../src/sim/life.ts';
import { playScenario } from '../../src/sim/play-scenario.ts';
import { pair } from '../../src/sim/scenarios/pair.ts';

const leftovers = { links: 0, listeners: 0, dials: 0, callbacks: 0 };

/** What a lawful run leaves, for a trespass to be planted in. */
function evidence(): Evidence & { readonly alice: Life; readonly bob: Life } {
  const lives = playScenario(pair, { seed: 1 }).lives;
  const [alice, bob] = lives;
  return { lives, late: [], leftovers, alice: alice!, bob: bob! };
}

function linkOf(life: Life): LinkLife {
  const [link] = [...life.links.values()];
  return link!;
}

function change(life: Life, changed: Partial<LinkLife>): void {
  const link = linkOf(life);
  life.links.set(link.link, { ...link, ...changed });
}

function reports(life: Life, event: Report['event']) {
  return life.heard.filter(({ said }) => said.type === 'report' && said.event === event);
}

/** That alice has told something to all, and that it has come. */
function broadcastIn({ alice }: ReturnType<typeof evidence>, sequence: number, hops = 1) {
  const { id: from, instance } = alice;
  const { at } = alice.heard.at(-1)!;
  const cast = { from, instance, sequence, hops, topic: '', body: new Body(new Uint8Array(1)) };
  const outcome = { ok: true, result: { sequence } } as const;
  const told: Heard = { at, said: { type: 'answer', id: 1, command: 'broadcast', outcome } };
  const heard: Heard = { at, said: { type: 'report', event: 'broadcast', casts: [cast] } };
  return [told, heard] as const;
}

/** Which checks the evidence fails, and what they say. */
function failed(found: Evidence): [CheckName, readonly string[]][] {
  const all = runChecks(found).filter(({ trespasses }) => trespasses.length > 0);
  return all.map(({ check, trespasses }) => [check, trespasses]);
}

describe('the checks', () => {
  it('find nothing wrong with a lawful run, and have something to look at', () => {
    const lawful = evidence();
    expect(failed(lawful)).toEqual([]);
    expect(pairsOf(lawful.lives)).toHaveLength(1);
    expect(reports(lawful.bob, 'message')).toHaveLength(1);
  });

  it('catch what did not come about in time', () => {
    expect(failed({ ...evidence(), late: ['they are linked: not so'] })).toEqual([
      ['in time', ['they are linked: not so']],
    ]);
  });

  it('catch a fault of our own', () => {
    const planted = evidence();
    planted.bob.end = { ...planted.bob.end!, how: 'failed', error: 'TypeError: oh' };
    expect(failed(planted)).toEqual([['no fault of our own', ['bob: TypeError: oh']]]);
  });

  it('catch a link without an end, and one that ends twice', () => {
    const planted = evidence();
    change(planted.alice, { closedAt: null });
    planted.bob.heard.push(...reports(planted.bob, 'disconnected'));
    expect(failed(planted)).toEqual([
      ['every link ends, in bounded time', ['alice o1 has no end', 'bob i1 ended twice']],
    ]);
  });

  it('catch a link that takes too long to become a connection', () => {
    const planted = evidence();
    const { openedAt } = linkOf(planted.alice);
    change(planted.alice, { connectedAt: openedAt + (OPENING_MS_MAX + 1) * 1_000 });
    expect(failed(planted)).toEqual([
      ['every link ends, in bounded time', [`alice o1 was opening for ${OPENING_MS_MAX + 1} ms`]],
    ]);
  });

  it('catch a reason that is not in the registry, or not for that side to give', () => {
    const planted = evidence();
    change(planted.alice, { reason: { code: 'whim', by: 'us' } });
    change(planted.bob, { reason: { code: 'reset', by: 'us' } });
    expect(failed(planted)).toEqual([
      [
        'every close has a reason of the registry',
        ['alice o1 closed for whim by us', 'bob i1 closed for reset by us'],
      ],
    ]);
  });

  it('catch an end that holds on to a link, and a peer that is quoted wrongly', () => {
    const planted = evidence();
    const { closedAt } = linkOf(planted.alice);
    change(planted.bob, {
      closedAt: closedAt! + (PARTING_MS_MAX + 1) * 1_000,
      reason: { code: 'quit', by: 'peer' },
    });
    expect(failed(planted)).toEqual([
      [
        'both ends agree',
        [
          `bob i1 held on for ${PARTING_MS_MAX + 1} ms`,
          'bob i1 says quit by peer, its peer disconnected by us',
        ],
      ],
    ]);
  });

  it('catch more than limits.connectionsPerPeerMax connections to one peer', () => {
    const planted = evidence();
    planted.alice.linksPerPeer = limits.connectionsPerPeerMax + 1;
    expect(failed(planted)).toEqual([
      ['at most so many links per peer', ['alice had 3 connections to one peer']],
    ]);
  });

  it('catch a text that is taken twice, or that nobody sent', () => {
    const planted = evidence();
    const [taken] = reports(planted.bob, 'message');
    planted.bob.heard.push(taken!);
    planted.alice.heard.push(taken!);
    const text = (to: Life) =>
      `${planted.alice.id.slice(0, 8)}/1-${planted.alice.instance.nonce}/1 to ${to.id.slice(0, 8)}`;
    expect(failed(planted)).toEqual([
      [
        'no text twice',
        [
          `alice has taken ${text(planted.alice)}, which nobody sent`,
          `bob has taken ${text(planted.bob)} twice`,
        ],
      ],
    ]);
  });

  it('catch a text without an outcome, with two, or with one for nothing', () => {
    const none = evidence();
    none.alice.heard.splice(
      0,
      Infinity,
      ...none.alice.heard.filter(({ said }) => said.type !== 'report'),
    );
    const twice = evidence();
    twice.alice.heard.push(...reports(twice.alice, 'delivered'));
    const invented = evidence();
    const { at } = invented.alice.heard[0]!;
    const to = invented.bob.id;
    invented.alice.heard.push({
      at,
      said: {
        type: 'report',
        event: 'undelivered',
        to,
        sequences: [9],
        code: 'reset',
        where: null,
        hops: null,
      },
    });
    expect(
      [none, twice, invented].map((planted) => checks['one outcome per text'](planted)),
    ).toEqual([
      ['alice says 0 times what became of text 1'],
      ['alice says 2 times what became of text 1'],
      ['alice was never told to send text 9'],
    ]);
  });

  it('catch a text that is called delivered but was not taken', () => {
    const planted = evidence();
    const taken = reports(planted.bob, 'message');
    planted.bob.heard.splice(planted.bob.heard.indexOf(taken[0]!), 1);
    expect(failed(planted)).toEqual([
      ['delivered means taken', ['alice says that text 1 was taken']],
    ]);
  });

  it('catch what was told to all and came twice, or from nobody', () => {
    const planted = evidence();
    const [told, heard] = broadcastIn(planted, 1);
    planted.alice.heard.push(told);
    planted.bob.heard.push(heard, heard);
    planted.alice.heard.push(broadcastIn(planted, 2)[1]);
    const cast = (sequence: number) =>
      `${planted.alice.id.slice(0, 8)}/1-${planted.alice.instance.nonce}/${sequence}`;
    expect(checks['no broadcast twice'](planted)).toEqual([
      `alice was told ${cast(2)}, which nobody told`,
      `bob was told ${cast(1)} twice`,
    ]);
    expect(failed(planted).map(([check]) => check)).toContain('no broadcast twice');
  });

  it('catch a broadcast that has come too far', () => {
    const planted = evidence();
    const [told, heard] = broadcastIn(planted, 1, planted.alice.hopLimit + 1);
    planted.alice.heard.push(told);
    planted.bob.heard.push(heard);
    const cast = `${planted.alice.id.slice(0, 8)}/1-${planted.alice.instance.nonce}/1`;
    expect(checks['no hop limit passed'](planted)).toEqual([
      `bob was told ${cast} after ${planted.alice.hopLimit + 1} hops`,
    ]);
  });

  it('catch more than limits.activeViewMax neighbours, and limits.passiveViewMax leads', () => {
    const planted = evidence();
    planted.alice.neighbours = limits.activeViewMax + 1;
    planted.bob.leads = limits.passiveViewMax + 1;
    expect(failed(planted)).toEqual([
      ['views stay within bounds', ['alice had 6 neighbours', 'bob had 31 leads']],
    ]);
  });

  it('catch a command with two answers or none', () => {
    const planted = evidence();
    const answers = planted.alice.heard.filter(({ said }) => said.type === 'answer');
    planted.alice.heard.push(answers[0]!);
    planted.bob.commands += 1;
    expect(failed(planted)).toEqual([
      [
        'one answer per command',
        ['alice has answered command 1 2 times', 'bob has answered command 3 0 times'],
      ],
    ]);
  });

  it('catch whatever is left', () => {
    const planted = evidence();
    planted.alice.end = { ...planted.alice.end!, timers: 2 };
    planted.bob.end = { ...planted.bob.end!, actors: 1 };
    const left = { ...leftovers, links: 1, callbacks: 3 };
    expect(failed({ ...planted, leftovers: left })).toEqual([
      [
        'nothing is left',
        [
          '1 links are left',
          '3 callbacks are left',
          'alice ended with 2 timers',
          'bob ended with 1 actors',
        ],
      ],
    ]);
    planted.bob.end = null;
    expect(checks['nothing is left'](planted)).toContain('bob is not over');
  });
});
