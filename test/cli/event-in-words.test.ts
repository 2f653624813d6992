import { describe, expect, it } from 'vitest';
import { EventInWords } from '../../src/cli/event-in-words.ts';
import { plain } from '../../src/cli/paint.ts';
import { stamped } from '../../src/node/node-events.ts';
import type { NodeEventBody } from '../../src/node/node-event.ts';

const bob = `bobbobbo${'a'.repeat(44)}`;
const me = `mememeem${'a'.repeat(44)}`;
const instance = { boot: 1, nonce: 2 };
const address = '127.0.0.1:9002';
const connected = {
  event: 'connected',
  peer: bob,
  name: 'bob',
  address,
  link: 'o1',
  instance,
} as const;
const ended = { event: 'disconnected', peer: bob, address, link: 'o1' } as const;
const message = { event: 'message', from: bob, messageId: 'x', kind: 'direct', hops: 1 } as const;

describe('an event in words', () => {
  it('says where the node listens, who it is, and that links are plain (S4-23)', () => {
    const event = {
      event: 'listening',
      peer: me,
      name: 'alice',
      host: '::1',
      port: 9001,
      labId: 1,
      network: 'peertape',
      tls: false,
      data: null,
      trace: null,
      pid: 1,
      version: '1',
    } as const;
    expect(told(event)).toEqual([
      'listening on [::1]:9001 (lab id 1) as alice @mememeem, network peertape; ' +
        'links are plain: nothing is encrypted, and nobody has to prove who they are',
    ]);
  });

  it('says who has connected, and who was connected to (S2-46, S2-51)', () => {
    expect(
      told({ ...connected, inbound: false }, { ...connected, inbound: true, name: '' }),
    ).toEqual([
      'connected to bob @bobbobbo (127.0.0.1:9002)',
      '@bobbobbo has connected (127.0.0.1:9002)',
    ]);
  });

  it('says how and why a connection ended', () => {
    expect(
      told(
        { ...connected, inbound: false },
        { ...ended, how: 'left', code: 'quit', by: 'peer', text: 'see\nyou' },
        { ...ended, how: 'lost', code: 'silent', by: 'us' },
        { ...ended, how: 'closed', code: 'duplicate', by: 'us' },
        { ...ended, how: 'left', code: 'own\u001bwords', by: 'peer' },
      ).slice(1),
    ).toEqual([
      'bob @bobbobbo has left: the node stopped (quit), saying "see␊you"',
      'lost bob @bobbobbo: no sign of life in spite of probes (silent)',
      'closed the connection to bob @bobbobbo: another connection serves this pair of peers (duplicate)',
      'bob @bobbobbo has left: own␛words',
    ]);
  });

  it('says who turned whom away', () => {
    const refused = { event: 'refused', address, code: 'wrong-network' } as const;
    const why = '127.0.0.1:9002: the peer belongs to another network (wrong-network)';
    expect(
      told(
        { ...refused, inbound: true, by: 'us' },
        { ...refused, inbound: true, by: 'peer' },
        { ...refused, inbound: false, by: 'peer' },
        { ...refused, inbound: false, by: 'us' },
      ),
    ).toEqual([
      `turned away ${why}`,
      `no connection from ${why}`,
      `turned away by ${why}`,
      `no connection to ${why}`,
    ]);
  });

  it('gives a text its own line, whatever is in it', () => {
    expect(
      told(
        { ...connected, inbound: true },
        { ...message, text: 'hi there' },
        { ...message, text: 'one\n\u001b[1mtwo' },
        { ...message, bytes: 'ww==' },
      ).slice(1),
    ).toEqual(['bob: hi there', 'bob: one␊␛[1mtwo', 'bob: <1 bytes that are not text>']);
  });

  it('says what became of a text (S0-17)', () => {
    expect(
      told(
        { event: 'delivered', messageId: 'x', to: bob, hops: 1, ms: 1.5 },
        { event: 'undelivered', messageId: 'x', to: bob, code: 'reset' },
      ),
    ).toEqual([
      'delivered to @bobbobbo (1.5 ms)',
      'not delivered to @bobbobbo: the link was reset (reset)',
    ]);
  });

  it('does not tell of a refused connection twice', () => {
    const error = { code: 'refused', text: 'nobody listens there', hint: 'start the peer' };
    const answer = { event: 'answer', command: 'connect', ok: false, error } as const;
    const refused = {
      event: 'refused',
      address,
      inbound: false,
      code: 'refused',
      by: 'link',
    } as const;
    expect(told(refused, answer)).toEqual([
      'no connection to 127.0.0.1:9002: nobody listens there (refused)',
    ]);
    expect(told(answer)).toEqual(['connect: nobody listens there (start the peer)']);
  });

  it('tells of the tape, and of the end', () => {
    expect(
      told(
        { event: 'tape', state: 'recording', path: 'there' },
        { event: 'tape', state: 'stopped', path: 'there', code: 'trace-failed' },
        {
          event: 'tape',
          state: 'stopped',
          path: 'th\u001bere',
          code: 'trace-failed',
          text: 'no space left on device',
        },
        { event: 'stopped', code: 'quit', exit: 0 },
      ),
    ).toEqual([
      'recording to there',
      'no longer recording to there',
      'no longer recording to th␛ere: no space left on device',
      'stopped',
    ]);
  });

  it('shows lists in columns (S0-37, S2-43)', () => {
    const line = { address, state: 'alive', lastSeen: 0 };
    const peers = [
      { ...line, peer: bob, name: 'bob', rttMs: 0.512, closeCode: null },
      { ...line, peer: me, name: '', rttMs: null, closeCode: 'reset' },
    ];
    expect(told({ event: 'answer', command: 'peers', ok: true, result: peers })).toEqual([
      '  bob  @bobbobbo  127.0.0.1:9002  alive  0.5 ms',
      '       @mememeem  127.0.0.1:9002  alive          reset',
    ]);
    expect(told({ event: 'answer', command: 'lp', ok: true, result: [] })).toEqual([
      'no peer is connected',
    ]);
  });

  it('has nothing to add to an answer that an event tells of', () => {
    const result = { peer: bob, already: false };
    expect(
      told(
        { event: 'answer', command: 'connect', ok: true, result },
        { event: 'answer', command: 'send', ok: true, result: {} },
        { event: 'answer', command: 'mark', ok: true, result: { turn: 12 } },
        { event: 'answer', command: 'connect', ok: true, result: { ...result, already: true } },
      ),
    ).toEqual(['marked in turn 12', 'already connected to @bobbobbo']);
  });
});

function told(...events: readonly NodeEventBody[]): readonly string[] {
  const words = new EventInWords(plain);
  return events.flatMap((event) => words.lines(stamped(event, { at: 0, node: me, turn: 4 })));
}
