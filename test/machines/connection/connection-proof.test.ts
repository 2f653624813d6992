import { describe, expect, it } from 'vitest';
import { tell } from '../../../src/machines/engine/asked.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { configOf, idOf } from '../../support/pure-config.ts';
import {
  accepted,
  drawn,
  established,
  greeted,
  greeting,
  helloOf,
  judged,
  nothingShown,
  opened,
  proven,
  PureConnection,
  secured,
  shown,
  textsFrom,
  welcome,
} from '../../support/pure-connection.ts';

const link = 'o1';
const nonce = (fill: number) => new Uint8Array(16).fill(fill);
const plain = { type: 'link.secured', peer: null } as const;
const kindsOf = (asked: readonly { readonly type: string }[]) => asked.map(({ type }) => type);
const goodbye = (code: string, text: string) => [
  tell('node', { type: 'connection.leaving', link, reason: { code, by: 'us', text } }),
  { type: 'link.send', link, messages: [{ kind: 'bye', code, text }] },
  { type: 'link.end', link },
];
const itsClaim = `it calls itself @${idOf('b')}`;

describe('whose key it is', () => {
  it('is asked as soon as both hellos are there, and bound to both', () => {
    const connection = new PureConnection();
    connection.take(opened, secured, { type: 'random.drawn', bytes: nonce(1) });
    const claimed = {
      link,
      inbound: false,
      network: 'test',
      own: { id: idOf('a'), nonce: nonce(1) },
      peer: { id: idOf('b'), nonce: nonce(2) },
    };
    const message = helloOf('b', { nonce: nonce(2) });
    expect(connection.take({ type: 'hello', message })).toEqual([
      { type: 'link.prove', ...claimed },
    ]);
    expect(connection.state).toBe('greeting.awaiting proof');
    const proof = { ...nothingShown, tag: nonce(3) };
    expect(connection.take({ type: 'proof', message: proof })).toEqual([
      { type: 'link.judge', ...claimed, proof },
    ]);
    expect(connection.state).toBe('greeting.proving');
  });

  it.each([
    ['by the link', secured, true],
    ['by the proof alone', plain, false],
  ] as const)('is known %s: the node judges the greeting, and knows how', (_, key, secure) => {
    const connection = new PureConnection();
    connection.take(opened, key, drawn, greeted, shown);
    expect(connection.take(judged)).toEqual([
      tell('node', { type: 'connection.greeted', link, hello: helloOf('b'), secure }),
    ]);
    expect(connection.state).toBe('greeting.being judged');
  });

  it('is not that of the id: it parts at the hello, and says whom the peer pretends to be', () => {
    const connection = new PureConnection();
    connection.take(opened, { type: 'link.secured', peer: idOf('c') }, drawn);
    expect(connection.take(greeted)).toEqual(goodbye('wrong-key', itsClaim));
    expect(connection.guard).toBe('is another than its key says');
    expect(connection.state).toBe('leaving.hanging up');
  });

  it.each(['wrong-key', 'wrong-network-key'] as const)(
    'is not shown: it parts for the %s, and says whom the peer pretends to be',
    (fault) => {
      const connection = greeting();
      connection.take(greeted, shown);
      const asked = connection.take({ type: 'link.judged', fault });
      expect(asked).toEqual(goodbye(fault, itsClaim));
      expect(connection.guard).toBe('has a fault');
      expect(connection.state).toBe('leaving.hanging up');
    },
  );

  it('is shown within limits.greetingTimeoutMs', () => {
    const connection = greeting();
    connection.take(greeted);
    connection.wait(limits.greetingTimeoutMs);
    expect(connection.context.reason).toEqual({ code: 'greeting-timeout', by: 'us' });
  });

  it('is judged before a welcome that came with the proof', () => {
    const connection = greeting();
    connection.take(greeted, shown);
    expect(connection.take(welcome)).toEqual([]);
    expect(connection.state).toBe('greeting.proving');
    expect(connection.take(judged)).toEqual([
      tell('node', {
        type: 'connection.greeted',
        link,
        hello: helloOf('b'),
        secure: true,
      }),
      tell('node', { type: 'connection.welcomed', link }),
    ]);
    expect(connection.state).toBe('greeting.wanted');
    expect(kindsOf(connection.take(accepted))).toEqual(['link.send', 'tell', 'link.send']);
  });

  it.each(['greeting.awaiting hello', 'greeting.awaiting proof', 'established'])(
    'is not taken from a verdict that nobody asked for, while %s',
    (state) => {
      const connection = state === 'established' ? established() : greeting();
      if (state.endsWith('proof')) connection.take(greeted);
      expect(connection.take(judged)).toEqual([]);
      expect(connection.state.startsWith(state)).toBe(true);
    },
  );

  it('is of no use to a connection that has left', () => {
    const connection = greeting();
    connection.take(greeted, shown, { type: 'leave', code: 'quit' });
    expect(connection.take(judged)).toEqual([]);
    expect(connection.state).toBe('leaving.hanging up');
  });
});

describe('a warning', () => {
  const notice = (code: string) => ({ type: 'notice', message: { kind: 'notice', code } }) as const;

  it('is said to the peer', () => {
    expect(established().take({ type: 'warn', code: 'duplicate-identity' })).toEqual([
      { type: 'link.send', link, messages: [{ kind: 'notice', code: 'duplicate-identity' }] },
    ]);
  });

  it('is heard from the peer, once a connection', () => {
    const connection = established();
    expect(connection.take(notice('duplicate-identity'))).toEqual([
      { type: 'report', event: 'warned', peer: idOf('b'), link, code: 'duplicate-identity' },
    ]);
    expect(connection.take(notice('duplicate-identity'))).toEqual([]);
    expect(connection.state.startsWith('established')).toBe(true);
  });

  it.each(['quit', 'banned', '__proto__', ''])('is not heard of %j', (code) => {
    const connection = established();
    expect(connection.take(notice(code))).toEqual([]);
    expect(connection.state.startsWith('established')).toBe(true);
  });
});

describe('an ignored peer', () => {
  const texts = { type: 'texts', texts: textsFrom(1, 2) } as const;
  const receipt = { type: 'link.send', link, messages: [{ kind: 'receipt', taken: 2 }] };

  it('has its texts taken and receipted, and nobody is told', () => {
    const connection = greeting();
    connection.take(...proven, { type: 'peer.accepted', ignored: true }, welcome);
    expect(connection.take(texts)).toEqual([receipt]);
  });

  it('can be ignored and heard again at any time', () => {
    const connection = established();
    connection.take({ type: 'ignore', ignored: true });
    expect(connection.take(texts)).toEqual([receipt]);
    connection.take({ type: 'ignore', ignored: false });
    expect(kindsOf(connection.take(texts))).toEqual(['link.send', 'report']);
  });
});

describe('the ping interval', () => {
  it('is the one the node was configured with (S3-28)', () => {
    const connection = new PureConnection({ config: configOf('a', { pingIntervalMs: 70 }) });
    connection.take(opened, secured, drawn, ...proven, accepted, welcome);
    connection.take({ type: 'pong', message: { kind: 'pong', token: 1 } });
    expect(connection.wait(69)).toEqual([]);
    expect(connection.wait(1)).toEqual([
      { type: 'link.send', link, messages: [{ kind: 'ping', token: 2 }] },
    ]);
  });
});
