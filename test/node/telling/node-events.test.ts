import { describe, expect, it } from 'vitest';
import type { NodeEvent } from '../../../src/node/telling/node-event.ts';
import { nodeEvents, type NodeFacts } from '../../../src/node/telling/node-events.ts';
import type { News } from '../../../src/node/running/run-node.ts';
import { Body } from '../../../src/protocol/body.ts';
import type { LetterTaken, Outcome, Report, Said } from '../../../src/protocol/effects.ts';

const me = 'm'.repeat(52);
const peer = 'p'.repeat(52);
const instance = { boot: 2, nonce: 77 };
const facts: NodeFacts = {
  config: {
    id: me,
    instance: { boot: 1, nonce: 5 },
    name: 'alice',
    network: 'test',
  },
  clock: { now: () => 9_000_000, wall: () => 1_000_000 },
  version: '1.2.3',
  pid: 42,
  tls: false,
  data: null,
  trace: 'tape',
};
const stamp = { at: 1_000_000, node: me, turn: 3 };

/** Told by the node itself. */
const byUs = { where: null, hops: null };

describe('the events of a node', () => {
  it('say where it listens, with all there is to know about it', () => {
    expect(reported({ event: 'listening', host: '127.0.0.1', port: 9001 })).toEqual([
      {
        event: 'listening',
        ...stamp,
        peer: me,
        host: '127.0.0.1',
        port: 9001,
        name: 'alice',
        network: 'test',
        tls: false,
        data: null,
        trace: 'tape',
        pid: 42,
        version: '1.2.3',
      },
    ]);
  });

  it('name a peer only if it has a name', () => {
    const link = { peer, address: '127.0.0.1:9002', link: 'o1', inbound: false, instance };
    expect(reported({ event: 'connected', name: 'bob', ...link })).toEqual([
      { event: 'connected', ...stamp, name: 'bob', ...link },
    ]);
    expect(reported({ event: 'connected', name: '', ...link })).toEqual([
      { event: 'connected', ...stamp, ...link },
    ]);
  });

  it('tell how and why a connection ended, and repeat a last word only if there was one', () => {
    const end = {
      peer,
      address: 'a:1',
      link: 'i1',
      how: 'left',
      code: 'quit',
      by: 'peer',
    } as const;
    expect(reported({ event: 'disconnected', ...end, text: 'so long' })).toEqual([
      { event: 'disconnected', ...stamp, ...end, text: 'so long' },
    ]);
    expect(reported({ event: 'disconnected', ...end, text: '' })).toEqual([
      { event: 'disconnected', ...stamp, ...end },
    ]);
  });

  it('tell who was refused, as far as it is known', () => {
    const refusal = { address: 'a:1', inbound: false, code: 'refused', by: 'link' } as const;
    const unknown = { ...refusal, peer: null, link: 'o1', text: '' };
    expect(reported({ event: 'refused', ...unknown })).toEqual([
      { event: 'refused', ...stamp, ...refusal },
    ]);
    expect(reported({ event: 'refused', ...unknown, peer, text: 'go away' })).toEqual([
      { event: 'refused', ...stamp, ...refusal, peer, text: 'go away' },
    ]);
  });

  it('tell of a ban, and of what a peer says is wrong here', () => {
    const banned = { event: 'peer', peer, state: 'banned', cause: 'user' } as const;
    expect(reported({ ...banned, name: '', address: '' })).toEqual([{ ...stamp, ...banned }]);
    const place = { name: 'bob', address: '127.0.0.1:9002' };
    expect(reported({ ...banned, ...place })).toEqual([{ ...stamp, ...banned, ...place }]);
    expect(reported({ event: 'warned', peer, link: 'o1', code: 'wrong-network' })).toEqual([
      {
        event: 'error',
        ...stamp,
        code: 'wrong-network',
        text: '@pppppppp says: the peer belongs to another network',
        hint: 'start both nodes with the same --network',
        fatal: false,
      },
    ]);
  });

  it('make one message of each text, and base64 of what is not UTF-8 (S0-54)', () => {
    const source = new Uint8Array([0x68, 0x69, 0xc3, 0xc3, 0xa4]);
    const texts = [
      { sequence: 8, body: new Body(source, 0, 2) },
      { sequence: 9, body: new Body(source, 2, 3) },
      { sequence: 10, body: new Body(source, 3) },
    ];
    const message = { event: 'message', ...stamp, from: peer, kind: 'direct', hops: 1 };
    expect(reported({ event: 'message', from: peer, instance, link: 'i1', texts })).toEqual([
      { ...message, messageId: `${peer}/2-77/8`, text: 'hi' },
      { ...message, messageId: `${peer}/2-77/9`, bytes: 'ww==' },
      { ...message, messageId: `${peer}/2-77/10`, text: 'ä' },
    ]);
  });

  it('tell of what is for everybody as a message too, with its way', () => {
    const source = new Uint8Array([0x68, 0x69, 0xc3]);
    const cast = { from: peer, instance, topic: '' };
    const casts = [
      { ...cast, sequence: 8, hops: 1, body: new Body(source, 0, 2) },
      { ...cast, from: me, sequence: 2, hops: 3, body: new Body(source, 2) },
    ];
    const message = { event: 'message', ...stamp, kind: 'broadcast' };
    expect(reported({ event: 'broadcast', casts })).toEqual([
      { ...message, from: peer, messageId: `${peer}/2-77/b8`, text: 'hi', hops: 1 },
      { ...message, from: me, messageId: `${me}/2-77/b2`, bytes: 'ww==', hops: 3 },
    ]);
  });

  it('tell of what comes under a topic with the topic', () => {
    const cast = { from: peer, instance, sequence: 8, hops: 2, topic: 'weather' };
    const casts = [
      { ...cast, body: new Body(new Uint8Array([0x68, 0x69])) },
      { ...cast, body: new Body(new Uint8Array([0xc3])) },
    ];
    const message = { event: 'message', ...stamp, from: peer, messageId: `${peer}/2-77/b8` };
    const under = { kind: 'topic', topic: 'weather', hops: 2 };
    expect(reported({ event: 'broadcast', casts })).toEqual([
      { ...message, ...under, text: 'hi' },
      { ...message, ...under, bytes: 'ww==' },
    ]);
  });

  it('tell of a letter how it came and over whom, and of questions and answers nothing', () => {
    const body = new Body(new Uint8Array([0x68, 0x69]));
    const path = [me, peer];
    const letter = { from: peer, instance, topic: '', re: 0, hops: 3, path, body };
    const text = { ...letter, purpose: 'text' } as const;
    const letters: readonly LetterTaken[] = [
      { ...text, sequence: 1 },
      { ...text, sequence: 2, hops: 1, path: [] },
      { ...text, sequence: 3, topic: 'weather' },
      { ...letter, sequence: 4, purpose: 'ask', topic: 'weather' },
      { ...letter, sequence: 5, purpose: 'answer', re: 1 },
      { ...letter, sequence: 6, purpose: 'decline', re: 1 },
    ];
    const message = { event: 'message', ...stamp, from: peer, text: 'hi' };
    const messageId = (sequence: number): string => `${peer}/2-77/${sequence}`;
    expect(reported({ event: 'mail', letters })).toEqual([
      { ...message, messageId: messageId(1), kind: 'relayed', hops: 3, path },
      { ...message, messageId: messageId(2), kind: 'direct', hops: 1 },
      { ...message, messageId: messageId(3), kind: 'topic', topic: 'weather', hops: 3, path },
    ]);
  });

  it('keep a byte order mark, which is part of the text', () => {
    const body = new Body(new Uint8Array([0xef, 0xbb, 0xbf, 0x68]));
    const texts = [{ sequence: 1, body }];
    const [event] = reported({ event: 'message', from: peer, instance, link: 'i1', texts });
    expect(event).toMatchObject({ text: '\ufeffh' });
  });

  it('tell of each text what became of it', () => {
    expect(
      reported({ event: 'delivered', to: peer, sequences: [1, 2], tookUs: 1_500, path: [] }),
    ).toEqual([
      { event: 'delivered', ...stamp, messageId: `${me}/1-5/1`, to: peer, hops: 1, ms: 1.5 },
      { event: 'delivered', ...stamp, messageId: `${me}/1-5/2`, to: peer, hops: 1, ms: 1.5 },
    ]);
    expect(
      reported({ event: 'undelivered', to: peer, sequences: [3], code: 'reset', ...byUs }),
    ).toEqual([
      { event: 'undelivered', ...stamp, messageId: `${me}/1-5/3`, to: peer, code: 'reset' },
    ]);
  });

  it('tell over whom a text has gone, or according to whom it has not', () => {
    const delivered = { event: 'delivered', to: peer, sequences: [1], tookUs: 1_500 } as const;
    const told = { event: 'delivered', ...stamp, messageId: `${me}/1-5/1`, to: peer, ms: 1.5 };
    expect(reported({ ...delivered, path: [me] })).toEqual([{ ...told, hops: 2, path: [me] }]);
    const undelivered = {
      event: 'undelivered',
      to: peer,
      sequences: [1],
      code: 'no-relay',
    } as const;
    const failed = { event: 'undelivered', ...stamp, messageId: `${me}/1-5/1`, to: peer };
    expect(reported({ ...undelivered, where: me, hops: 2 })).toEqual([
      { ...failed, code: 'no-relay', where: me, hops: 2 },
    ]);
  });

  it('end with the one that says that it stopped', () => {
    expect(reported({ event: 'stopped', code: 'quit', text: '' })).toEqual([
      { event: 'stopped', ...stamp, code: 'quit', exit: 0 },
    ]);
  });

  it('say what was fatal before that', () => {
    expect(reported({ event: 'stopped', code: 'port-busy', text: 'EADDRINUSE' })).toEqual([
      {
        event: 'error',
        ...stamp,
        code: 'port-busy',
        text: 'another process listens on that port (EADDRINUSE)',
        hint: 'choose another --port, or stop what listens there',
        fatal: true,
      },
      { event: 'stopped', ...stamp, code: 'port-busy', exit: 1 },
    ]);
  });
});

describe('the answers of a node', () => {
  it('bear the id that the user gave, if any', () => {
    const news = answerNews('quit', { ok: true, result: {} });
    const answer = { event: 'answer', ...stamp, command: 'quit', ok: true, result: {} };
    expect(nodeEvents(news, { ...facts, commandId: () => 'mine' })).toEqual([
      { ...answer, id: 'mine' },
    ]);
    expect(nodeEvents(news, facts)).toEqual([answer]);
  });

  it('name a message as its events will', () => {
    const said: Said = { type: 'accepted', to: peer, ids: [1, 2], sequences: [4, 5] };
    const answer = { event: 'answer', ...stamp, command: 'send', ok: true };
    expect(nodeEvents({ turn: 3, at: 0, said }, facts)).toEqual([
      { ...answer, result: { messageId: `${me}/1-5/4`, to: peer } },
      { ...answer, result: { messageId: `${me}/1-5/5`, to: peer } },
    ]);
  });

  it('tell times in milliseconds, those of the past by the wall clock', () => {
    const line = { peer, name: 'bob', address: 'a:1', state: 'left' };
    const known = { ...line, rttUs: 1_234, seenAt: 8_000_000, closeCode: 'quit' };
    const result = [known, { ...known, rttUs: null }];
    const shown = { ...line, lastSeen: 999_000, closeCode: 'quit' };
    for (const command of ['peers', 'lp']) {
      expect(answered(command, { ok: true, result })).toMatchObject({
        result: [
          { ...shown, rttMs: 1.234 },
          { ...shown, rttMs: null },
        ],
      });
    }
    expect(answered('status', { ok: true, result: { turn: 3, at: 2_500, links: 1 } })).toEqual({
      event: 'answer',
      ...stamp,
      command: 'status',
      ok: true,
      result: { turn: 3, links: 1, uptimeMs: 2.5, pid: 42 },
    });
  });

  it('name a broadcast as whoever hears it will, with whom it reaches', () => {
    const reach = { linked: [peer], unreachable: [] };
    const result = { sequence: 4, ...reach };
    expect(answered('broadcast', { ok: true, result })).toMatchObject({
      result: { messageId: `${me}/1-5/b4`, ...reach },
    });
  });

  it('give what a peer has answered in words, or in base64', () => {
    const result = { from: peer, sequence: 4, hops: 2, path: [me], tookUs: 1_500 };
    const told = { from: peer, messageId: `${me}/1-5/4`, hops: 2, path: [me], ms: 1.5 };
    const answers = [[0x68, 0x69], [0xc3]].map((bytes) => {
      const body = new Body(new Uint8Array(bytes));
      return answered('ask', { ok: true, result: { ...result, body } });
    });
    expect(answers).toMatchObject([
      { result: { ...told, text: 'hi' } },
      { result: { ...told, bytes: 'ww==' } },
    ]);
  });

  it('name nobody where a scan has found nobody', () => {
    const [found, nameless, none] = [
      { address: 'a:1', active: true, peer, name: 'bob' },
      { address: 'a:2', active: true, peer, name: '' },
      { address: 'a:3', active: false, peer: null, name: '' },
    ];
    expect(answered('scan', { ok: true, result: [found, nameless, none] })).toEqual({
      event: 'answer',
      ...stamp,
      command: 'scan',
      ok: true,
      result: [found, { address: 'a:2', active: true, peer }, { address: 'a:3', active: false }],
    });
  });

  it('say what went wrong and what to do about it, in the registry’s words if there are no others', () => {
    expect(answered('connect', { ok: false, code: 'refused', text: '' })).toEqual({
      event: 'answer',
      ...stamp,
      command: 'connect',
      ok: false,
      error: {
        code: 'refused',
        text: 'nobody listens there',
        hint: 'start the peer first, and check the port',
      },
    });
    expect(answered('connect', { ok: false, code: 'ended', text: '' })).toMatchObject({
      error: { hint: 'the peer may want encrypted links, or be something else than a node' },
    });
    expect(answered('send', { ok: false, code: 'ended', text: '' })).toMatchObject({
      error: { hint: '' },
    });
    expect(answered('send', { ok: false, code: 'from-a-peer', text: '' })).toMatchObject({
      error: { code: 'from-a-peer', text: 'from-a-peer', hint: '' },
    });
    const where = 'b'.repeat(52);
    expect(
      answered('ask', { ok: false, code: 'no-relay', text: '', where, hops: 2 }),
    ).toMatchObject({
      error: {
        text: 'a node on the way passes nothing on, says @bbbbbbbb, 2 hops away',
        where,
        hops: 2,
      },
    });
  });
});

type WithoutType<R> = R extends unknown ? Omit<R, 'type'> : never;

function reported(report: WithoutType<Report>): readonly NodeEvent[] {
  const said: Report = { type: 'report', ...report };
  return nodeEvents({ turn: 3, at: 0, said }, facts);
}

function answerNews(command: string, outcome: Outcome): News {
  return { turn: 3, at: 0, said: { type: 'answer', id: 1, command, outcome } };
}

function answered(command: string, outcome: Outcome): NodeEvent | undefined {
  return nodeEvents(answerNews(command, outcome), facts)[0];
}
