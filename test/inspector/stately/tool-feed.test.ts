import { describe, expect, it } from 'vitest';
import { inspectorLimits } from '../../../src/inspector/answers/inspector-limits.ts';
import { ToolFeed } from '../../../src/inspector/stately/tool-feed.ts';
import { madeFilm, madeStep, noState, tick as tickOf } from '../../support/made-film.ts';
import { PureFilm } from '../../support/pure-film.ts';
import { type PureNode, running } from '../../support/pure-node.ts';
import { ToolKnown } from '../../support/tool-known.ts';

const anywhere = { from: null, turn: null };

/** Somebody comes, stays a while, and goes; somebody else stays. */
function smallLife(): PureNode {
  const node = running();
  node.join('i1', 'c');
  node.join('i2', 'd');
  node.wait(5_000);
  node.take({ type: 'link.closed', link: 'i1', code: 'reset' });
  node.wait(1_000);
  return node;
}

/** So many turns of nothing much. */
function tick(node: PureNode, turns: number): void {
  const until = node.turns.length + turns;
  while (node.turns.length < until) node.command({ command: 'peers' });
}

describe('what a tool is told', () => {
  it('is who came, what came to it from whom, and its state behind that', () => {
    const node = running();
    node.take({ type: 'link.accepted', link: 'i1', address: '10.0.0.1:5' });
    const messages = [...new ToolFeed(new PureFilm(node), { from: 2, turn: 3 }).news()];
    const common = { rootId: 'node', createdAt: '1800000001000', id: null, _version: '0.7.2' };
    expect(messages.map(({ type, sessionId }) => `${type} ${sessionId}`)).toEqual([
      '@xstate.actor node',
      '@xstate.snapshot node',
      '@xstate.event node',
      '@xstate.snapshot node',
      '@xstate.actor node/i1@3',
      '@xstate.event node/i1@3',
      '@xstate.snapshot node/i1@3',
    ]);
    expect(messages[2]).toEqual({
      ...common,
      type: '@xstate.event',
      sessionId: 'node',
      sourceId: undefined,
      event: { type: 'link.accepted', link: 'i1', address: '10.0.0.1:5', at: 1_000_000, turn: 3 },
    });
    expect(messages[4]).toMatchObject({
      ...common,
      name: 'node/i1',
      parentId: 'node',
      snapshot: {
        status: 'active',
        value: { securing: 'awaiting keys' },
        context: {},
        children: {},
      },
    });
    expect(messages[5]).toMatchObject({ sourceId: 'node', event: { type: 'xstate.init' } });
    expect(messages[6]).toMatchObject({
      event: { type: 'xstate.init' },
      snapshot: {
        status: 'active',
        value: { securing: 'awaiting keys' },
        context: { link: 'i1', address: '10.0.0.1:5', inbound: true, hello: null },
        children: {},
        historyValue: {},
      },
    });
  });

  it('has each machine as JSON, with its states', () => {
    const [message] = new ToolFeed(new PureFilm(running()), anywhere).news();
    const { id, states } = JSON.parse((message as { definition: string }).definition) as {
      readonly id: string;
      readonly states: object;
    };
    expect([id, Object.keys(states)]).toEqual([
      'node',
      ['starting', 'running', 'parting', 'stopping', 'stopped'],
    ]);
  });

  it('leads to the same wherever one comes in', () => {
    const film = new PureFilm(smallLife(), 'over');
    const whole = new ToolKnown().hear(new ToolFeed(film, { from: 0, turn: null }).news());
    expect(whole.strangers).toEqual([]);
    for (let from = 1; from <= film.head.lastTurn; from += 1) {
      const late = new ToolKnown().hear(new ToolFeed(film, { from, turn: null }).news());
      expect([from, late.strangers]).toEqual([from, []]);
      expect(late.there.toSorted()).toEqual(whole.there.toSorted());
      for (const id of whole.there) expect(late.snapshots.get(id)).toEqual(whole.snapshots.get(id));
      expect([...late.names.keys()].toSorted()).toEqual([...whole.names.keys()].toSorted());
    }
  });

  it('goes on with what follows, and says nothing where nothing does', () => {
    const node = smallLife();
    const film = new PureFilm(node);
    const feed = new ToolFeed(film, anywhere);
    const known = new ToolKnown().hear(feed.news());
    expect(known.events).toEqual([]);
    expect([...feed.news()]).toEqual([]);
    node.take({ type: 'link.closed', link: 'i2', code: 'reset' });
    film.develop();
    known.hear(feed.news());
    expect(known.events.slice(0, 2)).toEqual([
      'outside → node/i2@9: link.closed',
      'node/i2@9 → node: connection.leaving',
    ]);
    expect(known.snapshots.get('node/i2@9')).toMatchObject({ status: 'done', value: 'closed' });
  });

  it('is nothing while the tape is being read, and the state at a turn if one asks for that', () => {
    const node = smallLife();
    expect([...new ToolFeed(new PureFilm(node, 'reading'), anywhere).news()]).toEqual([]);
    const film = new PureFilm(node, 'live');
    const known = new ToolKnown().hear(new ToolFeed(film, { from: 9, turn: 9 }).news());
    expect(known.events).toEqual([]);
    const { played } = film.scene(9)!;
    expect(known.there.length).toBe(played!.system.actors.size);
  });

  it('comes in pieces, also where nothing can be told of very many turns', () => {
    const turns = Array.from({ length: 200 }, (_, i) => [
      tickOf(i + 1),
      { kind: 'steps', turn: i + 1, steps: [madeStep('node')] } as const,
    ]);
    const film = madeFilm([noState, ...turns.flat()]);
    const pieces = [...new ToolFeed(film, { from: 0, turn: null }).newsInPieces()];
    expect(pieces.length).toBeGreaterThan(5);
    expect(new Set(pieces)).toEqual(new Set([null]));
  });

  it('is of a long tape the last turns, with those who have gone', () => {
    const node = smallLife();
    tick(node, inspectorLimits.toolTurnsMax + 5);
    const film = new PureFilm(node, 'over');
    const known = new ToolKnown().hear(new ToolFeed(film, anywhere).news());
    expect(known.events.filter((event) => /outside/.test(event))).toHaveLength(
      inspectorLimits.toolTurnsMax,
    );
    const gone = [...known.names].find(([, name]) => name === 'node/i1')![0];
    expect(known.snapshots.get(gone)).toMatchObject({
      status: 'done',
      value: 'closed',
      context: { address: 'c:5', inbound: true, name: 'c' },
    });
  });

  it('tells only the last of those who have gone', () => {
    const film = new PureFilm(running(), 'over');
    const [life] = film.lives(1);
    const count = inspectorLimits.toolGoneMax + 3;
    const gone = Array.from({ length: count }, (_, place) => ({
      ...life!,
      path: `node/i${place}`,
      machine: 'connection',
      lastTurn: 1,
    }));
    film.lives = () => [life!, ...gone];
    const known = new ToolKnown().hear(new ToolFeed(film, { from: 2, turn: 2 }).news());
    expect(known.names.size).toBe(inspectorLimits.toolGoneMax + 1);
    expect(known.names.has('node/i2@1')).toBe(false);
    expect(known.names.has('node/i3@1')).toBe(true);
  });
});

describe('a tool that lags', () => {
  it('has nothing left out as long as it is not too far behind', () => {
    const node = smallLife();
    const film = new PureFilm(node);
    const feed = new ToolFeed(film, anywhere);
    const known = new ToolKnown().hear(feed.news());
    tick(node, inspectorLimits.toolLagTurnsMax);
    film.develop();
    known.hear(feed.news());
    expect(known.events).toHaveLength(inspectorLimits.toolLagTurnsMax);
  });

  it('goes on with the present beyond that: how much it has missed is said, and everybody’s state', () => {
    const node = smallLife();
    const film = new PureFilm(node);
    const feed = new ToolFeed(film, anywhere);
    const known = new ToolKnown().hear(feed.news());
    const [before] = known.there.filter((id) => id.startsWith('node/i2'));
    node.take({ type: 'link.closed', link: 'i2', code: 'reset' });
    node.join('i3', 'e');
    tick(node, inspectorLimits.toolLagTurnsMax);
    const missed = node.turns.length - film.head.lastTurn;
    film.develop();
    const messages = [...feed.news()];
    known.hear(messages);
    expect(messages.at(-1)).toMatchObject({ event: { type: 'peertape.skipped', turns: missed } });
    expect(known.strangers).toEqual([]);
    expect(known.snapshots.get(before!)).toMatchObject({ status: 'done', value: 'closed' });
    expect(known.there.toSorted()).toEqual(
      new ToolKnown().hear(new ToolFeed(film, anywhere).news()).there.toSorted(),
    );
  });

  it('is told as well of turns that were forgotten before it came to them', () => {
    const node = smallLife();
    const film = new PureFilm(node);
    const feed = new ToolFeed(film, anywhere);
    const known = new ToolKnown().hear(feed.news());
    tick(node, 10);
    film.develop();
    film.forget(film.head.lastTurn - 4);
    known.hear(feed.news());
    expect(known.events.map((event) => event.replace(/.*: /, ''))).toEqual([
      'peertape.skipped',
      ...Array.from({ length: 4 }, () => 'commands'),
    ]);
  });
});

describe('a tape with something missing', () => {
  it('is told as far as it goes: only what came where a turn cannot be run again, and then the state anew', () => {
    const node = smallLife();
    const from = node.turns.length;
    node.join('i3', 'e');
    tick(node, 3);
    const film = new PureFilm(node, 'over');
    film.loseTrackOf(from + 2);
    const known = new ToolKnown().hear(new ToolFeed(film, { from, turn: null }).news());
    expect(known.strangers).toEqual([]);
    const whole = new ToolKnown().hear(new ToolFeed(new PureFilm(node, 'over'), anywhere).news());
    expect(known.there.toSorted()).toEqual(whole.there.toSorted());
  });

  it('is gone on with behind a gap, wherever that lies', () => {
    const node = smallLife();
    tick(node, 40);
    const from = node.turns.length;
    node.join('i3', 'e');
    tick(node, 3);
    for (let before = 0; before < 40; before += 1) {
      const film = new PureFilm(node, 'over');
      film.loseTurns(from + 1, from + 5);
      const feed = new ToolFeed(film, { from: from - before, turn: null });
      const known = new ToolKnown().hear(feed.news());
      expect([before, known.strangers]).toEqual([before, []]);
      expect([...known.names.values()]).toContain('node/i3');
    }
  });
});
