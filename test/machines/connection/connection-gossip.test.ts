import { describe, expect, it } from 'vitest';
import { tell } from '../../../src/machines/engine/asked.ts';
import { Body } from '../../../src/protocol/body.ts';
import { limits } from '../../../src/protocol/limits.ts';
import type { Gossip } from '../../../src/protocol/messages.ts';
import { idOf } from '../../support/pure-config.ts';
import { bye, greeting, proven, quiet, accepted } from '../../support/pure-connection.ts';
import { broadcastFrom } from '../../support/pure-overlay.ts';
import { letterOf } from '../../support/sealed-words.ts';

const prune = { kind: 'prune' } as const;
const say = (...messages: readonly Gossip[]) => ({ type: 'say', messages }) as const;
const said = (...messages: readonly object[]) => ({ type: 'link.send', link: 'o1', messages });
const congested = { type: 'link.congested' } as const;
const drained = { type: 'link.drained' } as const;
const leave = { type: 'leave', code: 'quit' } as const;

describe('what is said to a neighbour', () => {
  it('goes out in one piece', () => {
    const cast = broadcastFrom('z', 1);
    expect(quiet().take(say(cast, prune))).toEqual([said(cast, prune)]);
  });

  it('waits while the link is congested, and goes out in its order when that is over', () => {
    const connection = quiet();
    const casts = [1, 2, 3].map((sequence) => broadcastFrom('z', sequence));
    connection.take(congested);
    expect(connection.take(say(...casts.slice(0, 2)), say(...casts.slice(2)))).toEqual([]);
    expect(connection.take(drained)).toEqual([said(...casts)]);
    expect(connection.take(congested, drained)).toEqual([]);
  });

  it('has limits.outboxBytesMax while it waits: what is beyond that is never said, what fits still is', () => {
    const connection = quiet();
    const long = 'x'.repeat(limits.bodyBytesMax);
    connection.take(congested);
    for (let sequence = 1; sequence <= 5; sequence += 1) {
      connection.take(say(broadcastFrom('z', sequence, long)));
    }
    connection.take(say(prune));
    expect(connection.context.unsaidBytes).toBeLessThanOrEqual(limits.outboxBytesMax);
    const [sent] = connection.take(drained);
    const kept = sent?.type === 'link.send' ? sent.messages : [];
    expect(kept.map((message) => ('envelope' in message ? message.envelope.sequence : 0))).toEqual([
      1, 2, 3, 0,
    ]);
    expect(connection.context.unsaidBytes).toBe(0);
  });

  it('weighs what letters weigh, too', () => {
    const connection = quiet();
    const body = new Body(new Uint8Array(limits.bodyBytesMax));
    const letter = letterOf(idOf('a'), { body });
    connection.take(congested, say(...Array.from({ length: 5 }, () => letter)));
    expect(connection.context.unsaid.length).toBe(3);
    expect(connection.context.unsaidBytes).toBeLessThanOrEqual(limits.outboxBytesMax);
  });

  it('is limits.outboxTextsMax words while it waits', () => {
    const connection = quiet();
    connection.take(congested);
    const many = Array.from({ length: limits.outboxTextsMax + 5 }, () => prune);
    connection.take(say(...many));
    expect(connection.context.unsaid.length).toBeLessThanOrEqual(limits.outboxTextsMax);
    expect(connection.context.unsaidBytes).toBeLessThanOrEqual(limits.outboxBytesMax);
  });

  it('goes out before the farewell, if it waits until then', () => {
    const connection = quiet();
    const cast = broadcastFrom('z', 1);
    connection.take(congested, say(cast));
    const last = connection.take(leave).filter(({ type }) => type === 'link.send');
    expect(last).toEqual([said(cast), said({ kind: 'bye', code: 'quit', text: '' })]);
  });

  it('is not said any more after the farewell', () => {
    const connection = quiet();
    connection.take(leave);
    expect(connection.take(say(prune))).toEqual([]);
  });
});

describe('what a neighbour says', () => {
  const gossip = { type: 'gossip', messages: [prune] } as const;
  const passed = tell('node', { type: 'connection.gossip', link: 'o1', messages: [prune] });

  it('is passed on to the node, and is a sign of life', () => {
    const connection = quiet();
    connection.wait(100);
    expect(connection.take(gossip)).toEqual([passed]);
    expect(connection.context.heardAt).toBe(connection.at);
  });

  it('is passed on until the neighbour says goodbye', () => {
    const connection = quiet();
    connection.take(leave);
    expect(connection.take(gossip)).toEqual([passed]);
    connection.take(bye('quit'));
    expect(connection.take(gossip)).toEqual([]);
  });

  it('has no place before the welcome', () => {
    const connection = greeting();
    connection.take(...proven, accepted, gossip);
    expect(connection.state).toBe('leaving.deaf');
  });
});
