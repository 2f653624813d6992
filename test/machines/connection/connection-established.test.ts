import { describe, expect, it } from 'vitest';
import { tell } from '../../../src/machines/engine/asked.ts';
import { limits } from '../../../src/protocol/limits.ts';
import {
  established,
  greeted,
  pong,
  type PureConnection,
  quiet,
  receipt,
  textOf,
  textsFrom,
  welcome,
} from '../../support/pure-connection.ts';
import { idOf } from '../../support/pure-config.ts';

const link = 'o1';
const to = idOf('b');
const say = (...messages: readonly object[]) => ({ type: 'link.send', link, messages });
const undelivered = (sequences: readonly number[], code: string) => ({
  type: 'report',
  event: 'undelivered',
  to,
  sequences,
  code,
  where: null,
  hops: null,
});
const livenessOf = ({ state }: PureConnection) => /liveness\.(\w+)/.exec(state)?.[1];
const writabilityOf = ({ state }: PureConnection) => /writability\.(\w+)/.exec(state)?.[1];

describe('writability', () => {
  it('sends texts as they come while the link is open', () => {
    const texts = textsFrom(1, 2);
    expect(quiet().take({ type: 'send', texts })).toEqual([say(...texts)]);
  });

  it('keeps texts while the link is congested, and sends them in one piece once it drained', () => {
    const connection = quiet();
    connection.take({ type: 'link.congested' });
    expect(writabilityOf(connection)).toBe('congested');
    expect(connection.take({ type: 'send', texts: textsFrom(1, 2) })).toEqual([]);
    expect(connection.take({ type: 'send', texts: textsFrom(3, 1) })).toEqual([]);

    expect(connection.take({ type: 'link.drained' })).toEqual([say(...textsFrom(1, 3))]);
    expect(writabilityOf(connection)).toBe('open');
    expect(connection.context.outbox.length).toBe(0);
    expect(connection.context.outboxBytes).toBe(0);
  });

  it('closes a link that stays congested for limits.congestedTimeoutMs', () => {
    const connection = quiet();
    connection.take({ type: 'link.congested' });
    connection.take({ type: 'send', texts: textsFrom(1, 2) });
    const asked = keptAlive(connection, limits.congestedTimeoutMs);
    const reason = { code: 'stalled', by: 'us' } as const;
    expect(asked.slice(-4)).toEqual([
      tell('node', { type: 'connection.leaving', link, reason }),
      { type: 'link.close', link },
      undelivered([1, 2], 'stalled'),
      tell('node', { type: 'connection.closed', link, reason, proven: idOf('b') }),
    ]);
  });

  it('is told by no liveness, nor tells it', () => {
    const connection = established();
    connection.take({ type: 'link.congested' });
    expect(connection.state).toBe(
      'established.liveness.waiting + established.writability.congested',
    );
    connection.take(pong(1));
    expect(connection.state).toBe('established.liveness.quiet + established.writability.congested');
  });

  it('keeps no more than limits.outboxTextsMax texts', () => {
    const connection = quiet();
    connection.take({ type: 'link.congested' });
    const texts = textsFrom(1, limits.outboxTextsMax + 2, 0);
    const last = [limits.outboxTextsMax + 1, limits.outboxTextsMax + 2];
    expect(connection.take({ type: 'send', texts })).toEqual([undelivered(last, 'outbox-full')]);
    expect(connection.context.outbox.length).toBe(limits.outboxTextsMax);
  });

  it('keeps no more than limits.outboxBytesMax bytes, and smaller texts that still fit', () => {
    const connection = quiet();
    connection.take({ type: 'link.congested' });
    const full = [textOf(1, limits.outboxBytesMax - 1), textOf(2, 2), textOf(3, 1), textOf(4, 1)];
    expect(connection.take({ type: 'send', texts: full })).toEqual([
      undelivered([2, 4], 'outbox-full'),
    ]);
    expect(connection.context.outboxBytes).toBe(limits.outboxBytesMax);
  });

  it('has no more than limits.unreceiptedTextsMax texts on their way', () => {
    const connection = quiet();
    const most = limits.unreceiptedTextsMax;
    connection.take({ type: 'send', texts: textsFrom(1, most - 1, 0) });
    const asked = connection.take({ type: 'send', texts: textsFrom(most, 3, 0) });
    expect(asked).toEqual([
      say(...textsFrom(most, 1, 0)),
      undelivered([most + 1, most + 2], 'outbox-full'),
    ]);

    connection.take(receipt(2));
    const after = connection.take({ type: 'send', texts: textsFrom(most + 3, 3, 0) });
    expect(after).toEqual([
      say(...textsFrom(most + 3, 2, 0)),
      undelivered([most + 5], 'outbox-full'),
    ]);
  });
});

describe('texts and receipts', () => {
  it('takes texts that stand together with one receipt for all so far', () => {
    const connection = quiet();
    connection.take({ type: 'texts', texts: textsFrom(5, 2) });
    const texts = textsFrom(9, 3);
    expect(connection.take({ type: 'texts', texts })).toEqual([
      say({ kind: 'receipt', taken: 5 }),
      { type: 'report', event: 'message', from: to, instance: { boot: 1, nonce: 1 }, link, texts },
    ]);
  });

  it('reports what a receipt says was delivered, and how long the oldest took', () => {
    const connection = quiet();
    connection.take({ type: 'send', texts: textsFrom(11, 2) });
    connection.wait(30);
    connection.take({ type: 'send', texts: textsFrom(13, 1) });
    connection.wait(10);
    expect(connection.take(receipt(3))).toEqual([
      { type: 'report', event: 'delivered', to, sequences: [11, 12, 13], tookUs: 40_000, path: [] },
    ]);
  });

  it('says nothing about a receipt that says nothing new', () => {
    const connection = quiet();
    connection.take({ type: 'send', texts: textsFrom(1, 1) }, receipt(1));
    expect(connection.take(receipt(1))).toEqual([]);
    expect(livenessOf(connection)).toBe('quiet');
  });

  it.each([
    ['more than was sent', 3],
    ['less than before', 0],
  ])('has no place for a receipt of %s', (_, taken) => {
    const connection = quiet();
    connection.take({ type: 'send', texts: textsFrom(1, 2) }, receipt(1), receipt(taken));
    expect(connection.state).toBe('leaving.deaf');
    expect(connection.context.reason?.code).toBe('unexpected-message');
  });

  it.each([greeted, welcome])('has no place for $type', (event) => {
    const connection = quiet();
    connection.take(event);
    expect(connection.state).toBe('leaving.deaf');
    expect(connection.context.reason?.code).toBe('unexpected-message');
  });
});

/** Answers each ping as it goes out, so that nothing but what is tested closes the connection. */
function keptAlive(connection: PureConnection, ms: number) {
  const asked = [];
  for (let waited = 0; waited < ms; waited += 100) {
    asked.push(...connection.wait(100));
    if (!connection.isOver) connection.take(pong(connection.context.pingToken));
  }
  return asked;
}
