import { describe, expect, it } from 'vitest';
import { limits } from '../../../src/protocol/limits.ts';
import { tell } from '../../../src/machines/engine/asked.ts';
import {
  accepted,
  bye,
  drawn,
  ended,
  greeted,
  greeting,
  helloOf,
  opened,
  pong,
  proven,
  PureConnection,
  receipt,
  reset,
  secured,
  shown,
  textsFrom,
  welcome,
} from '../../support/pure-connection.ts';
import { configOf, idOf } from '../../support/pure-config.ts';

const link = 'o1';
const close = { type: 'link.close', link };
const end = { type: 'link.end', link };
const sayBye = (code: string, text = '') => ({
  type: 'link.send',
  link,
  messages: [{ kind: 'bye', code, text }],
});
const leaving = (code: string, by: string, text?: string) => {
  const reason = text === undefined ? { code, by } : { code, by, text };
  return tell('node', { type: 'connection.leaving', link, reason } as never);
};
const closed = (code: string, by: string, text?: string) => {
  const reason = text === undefined ? { code, by } : { code, by, text };
  const proven = expect.toBeOneOf([null, idOf('b')]);
  return tell('node', { type: 'connection.closed', link, reason, proven } as never);
};

describe('dialling', () => {
  it('dials, and secures the link that opens', () => {
    const connection = new PureConnection();
    expect(connection.begun).toEqual([{ type: 'link.dial', link, address: 'b:1' }]);
    expect(connection.state).toBe('dialling');

    expect(connection.take(opened)).toEqual([]);
    expect(connection.state).toBe('securing.awaiting keys');
    expect(connection.take(secured)).toEqual([
      { type: 'random.draw', effect: 'node/o1#nonce', bytes: 16 },
    ]);
    expect(connection.state).toBe('securing.drawing');
    expect(connection.context.proven).toBe(idOf('b'));
  });

  it('skips the dial of a link that was accepted', () => {
    const connection = new PureConnection({ inbound: true, link: 'i1', dial: 0 });
    expect(connection.begun).toEqual([]);
    expect(connection.state).toBe('securing.awaiting keys');
    expect(connection.take(secured)).toEqual([
      { type: 'random.draw', effect: 'node/i1#nonce', bytes: 16 },
    ]);
  });

  it('gives the dial up after the time the node was configured with, by default limits.dialTimeoutMs', () => {
    const config = configOf('a', { dialTimeoutMs: limits.dialTimeoutMs });
    const connection = new PureConnection({ config });
    expect(connection.wait(limits.dialTimeoutMs - 1)).toEqual([]);
    expect(connection.state).toBe('dialling');
    expect(connection.wait(1)).toEqual([
      leaving('dial-timeout', 'link'),
      close,
      closed('dial-timeout', 'link'),
    ]);
    expect(connection.isOver).toBe(true);
  });

  it.each(['refused', 'unreachable', 'link-failed', 'bad-address'] as const)(
    'closes when the dial fails as %s',
    (code) => {
      const connection = new PureConnection();
      const asked = connection.take({ type: 'dial.failed', code });
      const by = code === 'bad-address' ? 'us' : 'link';
      expect(asked).toEqual([leaving(code, by), closed(code, by)]);
    },
  );
});

describe('before the greeting is over', () => {
  const states = {
    dialling: () => new PureConnection(),
    'awaiting keys': () => {
      const connection = new PureConnection();
      connection.take(opened);
      return connection;
    },
    drawing: () => {
      const connection = new PureConnection();
      connection.take(opened, secured);
      return connection;
    },
  };

  it.each(Object.entries(states))('leaves at once when told so while %s', (_, at) => {
    const asked = at().take({ type: 'leave', code: 'quit' });
    expect(asked).toEqual([leaving('quit', 'us'), close, closed('quit', 'us')]);
  });

  it.each(Object.entries({ ...states, greeting }))('aborts at once while %s', (_, at) => {
    const asked = at().take({ type: 'abort', code: 'quit' });
    expect(asked).toEqual([leaving('quit', 'us'), close, closed('quit', 'us')]);
  });

  it.each(Object.entries({ ...states, greeting }))('closes with its link while %s', (_, at) => {
    const asked = at().take(reset);
    expect(asked).toEqual([leaving('reset', 'link'), closed('reset', 'link')]);
  });

  it.each([
    ['no key is shown', 'awaiting keys'],
    ['no nonce is drawn', 'drawing'],
  ] as const)('closes when %s within limits.greetingTimeoutMs', (_, state) => {
    const connection = states[state]();
    connection.take(greeted);
    expect(connection.wait(limits.greetingTimeoutMs - 1)).toEqual([]);
    expect(connection.state).toBe(`securing.${state}`);
    expect(connection.wait(1)).toEqual([
      leaving('greeting-timeout', 'us'),
      close,
      closed('greeting-timeout', 'us'),
    ]);
    expect(connection.isOver).toBe(true);
  });

  it('keeps a hello that comes before the nonce', () => {
    const connection = states.drawing();
    expect(connection.take(greeted)).toEqual([]);
    expect(connection.state).toBe('securing.drawing');
    expect(connection.take(drawn).map(({ type }) => type)).toEqual(['link.send', 'link.prove']);
    expect(connection.state).toBe('greeting.awaiting proof');
  });

  it('hangs up on two hellos before the nonce', () => {
    const connection = states.drawing();
    connection.take(greeted, greeted);
    expect(connection.state).toBe('leaving.deaf');
    expect(connection.context.reason?.code).toBe('unexpected-message');
  });
});

describe('greeting', () => {
  it('says hello with the nonce, and who it is', () => {
    const connection = new PureConnection();
    connection.take(opened, secured);
    expect(connection.take(drawn)).toEqual([
      { type: 'link.send', link, messages: [helloOf('a', { dial: 1 })] },
    ]);
    expect(connection.state).toBe('greeting.awaiting hello');
  });

  it('tells addresses it was told to tell, instead of those it listens on (S3-13)', () => {
    const connection = new PureConnection({ config: configOf('a', { advertise: ['x:7', 'y:8'] }) });
    connection.take(opened, secured);
    const addresses = ['x:7', 'y:8'];
    expect(connection.take(drawn)).toEqual([
      { type: 'link.send', link, messages: [helloOf('a', { dial: 1, addresses })] },
    ]);
  });

  it('is over once both have welcomed each other, ours first', () => {
    const connection = greeting();
    connection.take(...proven);
    expect(connection.take(accepted)).toEqual([
      { type: 'link.send', link, messages: [{ kind: 'welcome' }] },
    ]);
    expect(connection.state).toBe('greeting.awaiting welcome');
    expect(connection.take(welcome)).toEqual([
      tell('node', { type: 'connection.established', link }),
      { type: 'link.send', link, messages: [{ kind: 'ping', token: 1 }] },
    ]);
    expect(connection.state).toBe('established.liveness.waiting + established.writability.open');
  });

  it('is over once both have welcomed each other, theirs first', () => {
    const connection = greeting();
    connection.take(...proven);
    expect(connection.take(welcome)).toEqual([tell('node', { type: 'connection.welcomed', link })]);
    expect(connection.state).toBe('greeting.wanted');
    expect(connection.take(accepted).map(({ type }) => type)).toEqual([
      'link.send',
      'tell',
      'link.send',
    ]);
    expect(connection.state).toBe('established.liveness.waiting + established.writability.open');
  });

  it.each([
    ['wrong-version', { version: 2 }, 'speaks another version'],
    ['wrong-network', { network: 'other' }, 'is of another network'],
  ])('parts with a peer of the %s', (code, changes, guard) => {
    const connection = greeting();
    const asked = connection.take({ type: 'hello', message: helloOf('b', changes) });
    expect(asked).toEqual([leaving(code, 'us'), sayBye(code), end]);
    expect(connection.guard).toBe(guard);
    expect(connection.state).toBe('leaving.hanging up');
  });

  it('gives the peer limits.greetingTimeoutMs (S0-55)', () => {
    const connection = greeting();
    expect(connection.wait(limits.greetingTimeoutMs - 1)).toEqual([]);
    expect(connection.wait(1)).toEqual([
      leaving('greeting-timeout', 'us'),
      sayBye('greeting-timeout'),
      end,
    ]);
    expect(connection.state).toBe('leaving.hanging up');
  });

  it('does not start the deadline anew for a hello', () => {
    const connection = greeting();
    connection.wait(limits.greetingTimeoutMs - 1);
    connection.take(greeted);
    connection.wait(1);
    expect(connection.context.reason).toEqual({ code: 'greeting-timeout', by: 'us' });
  });

  it.each([
    ['restarted', { type: 'leave', code: 'restarted' } as const, 'us'],
    ['quit', bye('quit'), 'peer'],
  ] as const)('leaves for %s', (code, event, by) => {
    const connection = greeting();
    const text = by === 'peer' ? '' : undefined;
    expect(connection.take(event)).toEqual([leaving(code, by, text), sayBye(code), end]);
    expect(connection.state).toBe('leaving.hanging up');
  });

  it('hangs up, without a word, on a link that ends', () => {
    const connection = greeting();
    expect(connection.take(ended)).toEqual([leaving('ended', 'link'), end]);
    expect(connection.state).toBe('leaving.hanging up');
  });

  it('turns deaf to bytes that were rejected, and says why', () => {
    const connection = greeting();
    const asked = connection.take({ type: 'bytes.rejected', code: 'bad-field', text: 'why' });
    expect(asked).toEqual([leaving('bad-field', 'us', 'why'), sayBye('bad-field', 'why'), end]);
    expect(connection.state).toBe('leaving.deaf');
  });

  const misplaced = [
    shown,
    welcome,
    { type: 'notice', message: { kind: 'notice', code: 'duplicate-identity' } },
    { type: 'ping', message: { kind: 'ping', token: 1 } },
    pong(1),
    receipt(0),
    { type: 'texts', texts: textsFrom(1, 1) },
  ] as const;
  it.each(misplaced)('has no place for $type before hello', (event) => {
    const connection = greeting();
    const text = `"${event.type}" has no place here`;
    expect(connection.take(event)).toEqual([
      leaving('unexpected-message', 'us', text),
      sayBye('unexpected-message', text),
      end,
    ]);
    expect(connection.state).toBe('leaving.deaf');
  });

  it.each([
    ['a second hello', [greeted, greeted]],
    ['a welcome before the proof', [greeted, welcome]],
    ['a second proof', [...proven, shown]],
    ['a second welcome', [...proven, welcome, welcome]],
    ['texts before the welcome', [...proven, accepted, { type: 'texts', texts: textsFrom(1, 1) }]],
  ] as const)('has no place for %s', (_, events) => {
    const connection = greeting();
    connection.take(...events);
    expect(connection.context.reason?.code).toBe('unexpected-message');
    expect(connection.state).toBe('leaving.deaf');
  });
});
