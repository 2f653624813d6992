import { describe, expect, it } from 'vitest';
import { tell, type Asked } from '../../../src/machines/engine/asked.ts';
import { closeCodes, type Reason } from '../../../src/protocol/close-codes.ts';
import { limits } from '../../../src/protocol/limits.ts';
import {
  bye,
  drawn,
  ended,
  greeted,
  greeting,
  helloOf,
  opened,
  pong,
  PureConnection,
  quiet,
  receipt,
  reset,
  textsFrom,
  type ConnectionHears,
} from '../../support/pure-connection.ts';
import { idOf } from '../../support/pure-config.ts';

const link = 'o1';
const end = { type: 'link.end', link };
const say = (...messages: readonly object[]) => ({ type: 'link.send', link, messages });
const leave = { type: 'leave', code: 'disconnected' } as const;
const undelivered = (sequences: readonly number[], code: string) => ({
  type: 'report',
  event: 'undelivered',
  to: idOf('b'),
  sequences,
  code,
  where: null,
  hops: null,
});
const leaving = (reason: Reason) => tell('node', { type: 'connection.leaving', link, reason });
const closed = (reason: Reason) =>
  tell('node', { type: 'connection.closed', link, reason, proven: idOf('b') });

describe('leaving on our own', () => {
  it('says bye and waits for the bye of the peer', () => {
    const connection = quiet();
    expect(connection.take(leave)).toEqual([
      leaving({ code: 'disconnected', by: 'us' }),
      say({ kind: 'bye', code: 'disconnected', text: '' }),
    ]);
    expect(connection.state).toBe('leaving.saying bye');
  });

  it('sends what still waits before it says bye', () => {
    const connection = quiet();
    const texts = textsFrom(1, 2);
    connection.take({ type: 'link.congested' }, { type: 'send', texts });
    expect(connection.take(leave).slice(1)).toEqual([
      say(...texts),
      say({ kind: 'bye', code: 'disconnected', text: '' }),
    ]);
  });

  it('still takes the texts of the peer until its bye, and receipts for its own', () => {
    const connection = quiet();
    connection.take({ type: 'send', texts: textsFrom(1, 1) }, leave);
    const asked = connection.take({ type: 'texts', texts: textsFrom(4, 1) }, receipt(1));
    expect(asked.map(eventOf)).toEqual(['link.send', 'message', 'delivered']);
  });

  it('hangs up once both have said bye', () => {
    const connection = quiet();
    connection.take(leave);
    expect(connection.take(bye('disconnected'))).toEqual([end]);
    expect(connection.state).toBe('leaving.hanging up');
    expect(connection.context.reason).toEqual({ code: 'disconnected', by: 'us' });
  });

  it('counts receipts that come after the bye of the peer', () => {
    const connection = quiet();
    connection.take({ type: 'send', texts: textsFrom(1, 1) }, leave, bye('quit'));
    expect(connection.take(receipt(1)).map(eventOf)).toEqual(['delivered']);
  });

  it.each([
    ['ends', ended],
    [
      'brings bytes that are rejected',
      { type: 'bytes.rejected', code: 'flood', text: '' } as const,
    ],
  ])('hangs up when the link %s instead of a bye', (_, event) => {
    const connection = quiet();
    connection.take(leave);
    expect(connection.take(event)).toEqual([end]);
    expect(connection.state).toBe('leaving.hanging up');
  });

  it('lets messages pass that have come too late', () => {
    const connection = quiet();
    connection.take(leave);
    const late = [greeted, pong(1), { type: 'ping', message: { kind: 'ping', token: 1 } }] as const;
    expect(connection.take(...late, receipt(9), leave)).toEqual([]);
    expect(connection.state).toBe('leaving.saying bye');
  });

  it('closes with the first reason, when the link has closed', () => {
    const connection = quiet();
    connection.take(leave, bye('quit'), ended);
    const asked = connection.take({ type: 'link.closed', code: 'ended' });
    expect(asked).toEqual([closed({ code: 'disconnected', by: 'us' })]);
    expect(connection.isOver).toBe(true);
  });

  it('is over after limits.leaveTimeoutMs, whatever the peer does (S2-114)', () => {
    const connection = quiet();
    connection.take({ type: 'send', texts: textsFrom(1, 2) }, receipt(1), leave);
    connection.wait(limits.leaveTimeoutMs - 1);
    connection.take(bye('quit'));
    expect(connection.wait(1)).toEqual([
      { type: 'link.close', link },
      undelivered([2], 'disconnected'),
      closed({ code: 'disconnected', by: 'us' }),
    ]);
  });

  it('turns down texts that are to be sent', () => {
    const connection = quiet();
    connection.take(leave);
    const asked = connection.take({ type: 'send', texts: textsFrom(1, 2) });
    expect(asked).toEqual([undelivered([1, 2], 'not-linked')]);
  });
});

describe('being left', () => {
  it('sends what waits, answers the bye and hangs up', () => {
    const connection = quiet();
    const texts = textsFrom(1, 1);
    connection.take({ type: 'link.congested' }, { type: 'send', texts });
    expect(connection.take(bye('quit', 'good night'))).toEqual([
      leaving({ code: 'quit', by: 'peer', text: 'good night' }),
      say(...texts),
      say({ kind: 'bye', code: 'quit', text: '' }),
      end,
    ]);
    expect(connection.state).toBe('leaving.hanging up');
  });

  it.each(['no-such-code', '', '__proto__', 'toString', 'reset', 'not-linked'])(
    'takes "%s" for no reason of a peer, and keeps it as text',
    (code) => {
      const connection = quiet();
      connection.take(bye(code, 'so there'));
      expect(connection.context.reason).toEqual({
        code: 'unknown-reason',
        by: 'peer',
        text: `${code}: so there`,
      });
    },
  );
});

describe('a lost link', () => {
  it('gives up what is on its way and what waits', () => {
    const connection = quiet();
    connection.take({ type: 'send', texts: textsFrom(1, 3) }, receipt(1));
    connection.take({ type: 'link.congested' }, { type: 'send', texts: textsFrom(4, 1) });
    const reason = { code: 'reset', by: 'link' } as const;
    expect(connection.take(reset)).toEqual([
      leaving(reason),
      undelivered([2, 3, 4], 'reset'),
      closed(reason),
    ]);
  });

  it('hangs up too when the peer ends without a farewell', () => {
    const connection = quiet();
    expect(connection.take(ended)).toEqual([leaving({ code: 'ended', by: 'link' }), end]);
    connection.take({ type: 'link.closed', code: 'ended' });
    expect(connection.context.reason).toEqual({ code: 'ended', by: 'link' });
  });
});

describe('deaf to a fault of the peer', () => {
  it('says why, half-closes and waits for the link to close', () => {
    const connection = quiet();
    const asked = connection.take({ type: 'bytes.rejected', code: 'flood', text: 'too many' });
    expect(asked).toEqual([
      leaving({ code: 'flood', by: 'us', text: 'too many' }),
      say({ kind: 'bye', code: 'flood', text: 'too many' }),
      end,
    ]);
    expect(connection.state).toBe('leaving.deaf');
    expect(connection.take(bye('quit'), { type: 'texts', texts: textsFrom(1, 1) }, ended)).toEqual(
      [],
    );
    expect(connection.take({ type: 'link.closed', code: 'ended' })).toEqual([
      closed({ code: 'flood', by: 'us', text: 'too many' }),
    ]);
  });
});

describe('every way to the end', () => {
  const dialling = () => new PureConnection();
  const securing = () => after(dialling, opened);
  const judged = () => after(greeting, greeted);
  const rejected = { type: 'bytes.rejected', code: 'bad-field', text: '' } as const;
  const otherVersion = { type: 'hello', message: helloOf('b', { version: 9 }) } as const;
  const deadlines = 60_000;
  const ways: Readonly<Record<string, () => PureConnection>> = {
    'no dial in time': dialling,
    'a failed dial': () => after(dialling, { type: 'dial.failed', code: 'bad-address' }),
    'a command while dialling': () => after(dialling, leave),
    'an end while securing': () => after(securing, ended),
    'a bye while securing': () => after(securing, bye('quit')),
    'a rejection while securing': () => after(securing, rejected),
    'a rejection kept for the nonce': () => after(securing, rejected, drawn),
    'no hello in time': greeting,
    'no judgement in time': judged,
    'another version': () => after(greeting, otherVersion),
    silence: quiet,
    'a farewell': () => after(quiet, bye('quit')),
    'an unknown farewell': () => after(quiet, bye('what?')),
    'a rejection': () => after(quiet, rejected),
    'a message out of place': () => after(quiet, greeted),
    'a command': () => after(quiet, leave),
    'an abort': () => after(quiet, { type: 'abort', code: 'quit' }),
    'a reset': () => after(quiet, reset),
    'an end': () => after(quiet, ended),
    'a reset while leaving': () => after(quiet, leave, reset),
  };

  it.each(Object.entries(ways))('has a reason of the registry: %s', (_, way) => {
    const connection = way();
    if (!connection.isOver) connection.wait(deadlines);
    expect(connection.isOver).toBe(true);
    const { code, by } = connection.context.reason!;
    expect(Object.keys(closeCodes)).toContain(code);
    expect(closeCodes[code as keyof typeof closeCodes].by).toContain(by);
  });

  function after(way: () => PureConnection, ...events: readonly ConnectionHears[]) {
    const connection = way();
    connection.take(...events);
    return connection;
  }
});

function eventOf(asked: Asked): string {
  return asked.type === 'report' ? asked.event : asked.type;
}
