import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Body } from '../../../src/protocol/body.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { consolePair } from '../../support/console-pair.ts';
import { Recording } from '../../support/recording.ts';

const BOB = '127.0.0.2:9002';
const ALICE = 'a'.repeat(52);
const BOBS_ID = 'b'.repeat(52);
const SECOND = 1_000_000;

describe('a promise of the face', () => {
  it('means that a text has arrived', async () => {
    const { clock, alice, bob } = await linkedPair();
    const heard = new Recording(bob.face.events$);
    const sent = alice.face.send('bob', 'hi');
    clock.run(clock.now() + SECOND);
    expect(await sent).toEqual({
      messageId: `${ALICE}/1-1/1`,
      to: BOBS_ID,
      hops: 1,
      ms: expect.any(Number),
    });
    expect(heard.events).toMatchObject([{ event: 'message', text: 'hi' }]);
  });

  it('is broken with a code, a line and what to do where a text does not arrive', async () => {
    const { clock, alice, bob } = await linkedPair();
    const sent = alice.face.send('bob', 'hi');
    bob.node.vanish();
    const lost = expect(sent).rejects.toMatchObject({ name: 'NodeError', code: 'reset' });
    clock.run(clock.now() + 60 * SECOND);
    await lost;
    const refused = expect(alice.face.send('bob', '')).rejects.toMatchObject({
      code: 'empty-text',
      message: 'a text needs a character',
      hint: 'write something to send',
    });
    clock.run(clock.now() + SECOND);
    await refused;
  });

  it('sends bytes as they were when it was given', async () => {
    const { clock, alice, bob } = await linkedPair();
    const heard = new Recording(bob.face.events$);
    const bytes = new Uint8Array([0xff, 1]);
    void alice.face.send('bob', bytes);
    bytes.fill(0);
    clock.run(clock.now() + SECOND);
    expect(heard.events).toMatchObject([{ event: 'message', bytes: '/wE=' }]);
  });

  it('means that its bytes were there to be had, as they are', async () => {
    const { clock, alice, bob } = await linkedPair();
    const received = new Recording(bob.face.received$);
    for (const content of ['hi', new Uint8Array([0xff, 1])]) void alice.face.send('bob', content);
    clock.run(clock.now() + SECOND);
    const came = { from: ALICE, kind: 'direct', hops: 1 };
    expect(received.events).toEqual([
      { ...came, messageId: `${ALICE}/1-1/1`, content: new Uint8Array([104, 105]) },
      { ...came, messageId: `${ALICE}/1-1/2`, content: new Uint8Array([0xff, 1]) },
    ]);
    void bob.face.close();
    clock.run(clock.now() + SECOND);
    expect(received.isComplete).toBe(true);
  });

  it('is kept by each of the commands', async () => {
    const { clock, alice } = await linkedPair();
    const { face } = alice;
    const promises = Promise.all([
      face.connect(BOB),
      face.peers(),
      face.linked(),
      face.status(),
      face.mark('here'),
      face.trace(),
      face.disconnect('bob'),
    ]);
    clock.run(clock.now() + SECOND);
    expect(await promises).toMatchObject([
      { peer: BOBS_ID, already: true },
      [{ peer: BOBS_ID, name: 'bob', state: 'alive', standing: 100, ignored: false }],
      [{ peer: BOBS_ID }],
      { linked: 1, uptimeMs: expect.any(Number), pid: 0 },
      { turn: expect.any(Number) },
      { path: null, bytes: 0, segments: 0 },
      { peer: BOBS_ID },
    ]);
  });
});

describe('several who ask at once', () => {
  it('each hear their own answer, and all those that were asked for under an id', async () => {
    const { clock, alice } = await linkedPair();
    const heard = new Recording(alice.face.events$);
    const asked = [
      alice.face.obey({ command: 'lp' }, 'one'),
      alice.face.obey({ command: 'peers' }),
      alice.face.obey({ command: 'send', peer: 'bob', body: bodyOf('hi') }, 2),
      alice.face.obey({ command: 'why', peer: 'nobody' }, 'three'),
    ];
    clock.run(clock.now() + SECOND);
    const answers = await Promise.all(asked);
    expect(answers.map(({ id, command, ok }) => [id, command, ok])).toEqual([
      ['one', 'lp', true],
      [undefined, 'peers', true],
      [2, 'send', true],
      ['three', 'why', false],
    ]);
    expect(heard.events.map((event) => ('id' in event ? event.id : event.event))).toEqual([
      'one',
      2,
      'three',
      'delivered',
    ]);
    expect(answers.every((answer) => 'at' in answer && 'turn' in answer)).toBe(true);
  });

  it('each hear of their own text, whether they wait for its answer or its arrival', async () => {
    const { clock, alice } = await linkedPair();
    const { face } = alice;
    const heard = new Recording(face.events$);
    const ask = (text: string, id?: string) =>
      face.obey({ command: 'send', peer: 'bob', body: bodyOf(text) }, id);
    const asked = [ask('one', 'a'), ask('', 'b'), ask('three')];
    const sent = [face.send('bob', 'four'), face.send('bob', ''), face.send('bob', 'six')];
    asked.push(ask('seven', 'c'));
    const sentLast = face.send('nobody', 'eight');
    const settled = Promise.allSettled([...sent, sentLast]);
    clock.run(clock.now() + SECOND);
    const messageId = (sequence: number) => `${ALICE}/1-1/${sequence}`;
    const answers = await Promise.all(asked);
    expect(answers.map(({ id, result, error }) => [id, error?.code ?? result])).toEqual([
      ['a', { messageId: messageId(1), to: BOBS_ID }],
      ['b', 'empty-text'],
      [undefined, { messageId: messageId(2), to: BOBS_ID }],
      ['c', { messageId: messageId(5), to: BOBS_ID }],
    ]);
    const ends = (await settled).map((end) =>
      end.status === 'fulfilled' ? end.value.messageId : end.reason.code,
    );
    expect(ends).toEqual([messageId(3), 'empty-text', messageId(4), 'unknown-peer']);
    const told = heard.events.map((event) => ('id' in event ? event.id : event.event));
    expect(told).toEqual(['a', 'b', 'c', ...Array.from({ length: 5 }, () => 'delivered')]);
  });

  it('do not see each other at the console', async () => {
    const { clock, alice } = await linkedPair();
    void alice.face.obey({ command: 'peers' }, 'somebody else');
    clock.run(clock.now() + SECOND);
    const answers = alice.shown.filter(({ event }) => event === 'answer');
    expect(answers).toEqual([]);
  });

  it('wait limits.asksWaitingMax at most, with texts of limits.askBytesWaitingMax', async () => {
    const { clock, alice } = consolePair();
    const many = Array.from({ length: limits.asksWaitingMax }, () =>
      alice.face.obey({ command: 'lp' }),
    );
    const oneMore = alice.face.obey({ command: 'lp' });
    clock.run(clock.now() + SECOND);
    expect((await Promise.all(many)).every(({ ok }) => ok)).toBe(true);
    expect((await oneMore).error?.code).toBe('outbox-full');

    const text = bodyOf('x'.repeat(limits.bodyBytesMax));
    const asks = Array.from({ length: limits.askBytesWaitingMax / limits.bodyBytesMax + 1 }, () =>
      alice.face.obey({ command: 'send', peer: 'nobody', body: text }),
    );
    clock.run(clock.now() + SECOND);
    const codes = (await Promise.all(asks)).map(({ error }) => error?.code);
    expect(codes.slice(0, -1).every((code) => code === 'unknown-peer')).toBe(true);
    expect(codes.at(-1)).toBe('outbox-full');
  });
});

describe('closing', () => {
  it('says goodbye, and may be asked for any number of times', async () => {
    const { clock, alice, bob } = await linkedPair();
    const heard = new Recording(bob.face.events$);
    const closed = [alice.face.close(), alice.face.close(), alice.face[Symbol.asyncDispose]()];
    clock.run(clock.now() + SECOND);
    await Promise.all([...closed, alice.face.close()]);
    expect(heard.events).toMatchObject([{ event: 'disconnected', how: 'left', code: 'quit' }]);
    expect(alice.shown.slice(-2)).toMatchObject([
      { event: 'disconnected' },
      { event: 'stopped', code: 'quit', exit: 0 },
    ]);
  });

  it('at once says nothing to anybody, also while it is leaving', async () => {
    const { alice, bob } = await linkedPair();
    const events = new Recording(alice.face.events$);
    const heard = new Recording(bob.face.events$);
    const politely = alice.face.close();
    await alice.face.close({ atOnce: true });
    await politely;
    expect(events.isComplete).toBe(true);
    expect(events.events).toMatchObject([{ event: 'stopped', code: 'quit', exit: 130 }]);
    expect(heard.events).toEqual([]);
  });

  it('goes on after a program has asked for what is no command', async () => {
    const { clock, alice } = await linkedPair();
    const { face } = alice;
    const ask = face.obey.bind(face) as (words: unknown) => Promise<unknown>;
    await expect(ask({ command: 'dance' })).rejects.toThrow('there is no command "dance"');
    await expect(ask(null)).rejects.toThrow('there is no command "undefined"');
    await expect(ask({ command: 'send', peer: 'bob' })).rejects.toThrow(/are missing/);
    const connect = face.connect.bind(face) as (peer?: unknown) => Promise<unknown>;
    await expect(connect()).rejects.toThrow(new TypeError('connect: peer must be a text'));
    const send = face.send.bind(face) as (peer: unknown, content?: unknown) => Promise<unknown>;
    await expect(send('bob', 7)).rejects.toThrow(/^send: the content must be a text or bytes$/);
    await expect(send(9_002, 'hi')).rejects.toThrow(/^send: peer must be a text$/);
    const status = face.status();
    clock.run(clock.now() + SECOND);
    expect(await status).toMatchObject({ linked: 1 });
  });

  it('leaves nobody waiting', async () => {
    const { alice } = await linkedPair();
    const answer = alice.face.obey({ command: 'peers' });
    const text = expect(alice.face.send('bob', 'hi')).rejects.toMatchObject({
      code: 'not-running',
    });
    await alice.face.close({ atOnce: true });
    expect(await answer).toMatchObject({ ok: false, error: { code: 'not-running' } });
    await text;
    const late = await alice.face.obey({ command: 'peers' });
    const over = { code: 'not-running', text: 'the node has stopped', hint: '' };
    expect(late).toMatchObject({ ok: false, error: over });
    await expect(alice.face.why('bob')).rejects.toMatchObject({ code: 'not-running' });
  });
});

describe('a connection that would leave this host', () => {
  it.each(['10.0.0.1:9000', '[2001:db8::1]:9000', 'peer.example:9000'])(
    'is not asked of a node whose plain links stay here: %s',
    async (address) => {
      const host = address.replace(/:9000$/, '').replaceAll(/[[\]]/g, '');
      const { clock, alice } = consolePair({ staysHere: true });
      const { turn } = alice.node.system;
      const refused = expect(alice.face.connect(address)).rejects.toMatchObject({
        code: 'usage',
        message: `plain links stay on this host, and ${host} is another`,
      });
      clock.run(clock.now() + 1_000);
      await refused;
      expect(alice.node.system.turn).toBe(turn);
    },
  );

  it.each([BOB, 'localhost:9000', '[::1]:9000', '9000'])('is none to %s', async (peer) => {
    const { clock, alice } = consolePair({ staysHere: true });
    const answer = alice.face.obey({ command: 'connect', peer });
    clock.run(clock.now() + 2 * SECOND);
    expect((await answer).error?.code).not.toBe('usage');
  });
});

describe('the state of a node', () => {
  it('is there at once, and then again only when it changes, at most once a tick', async () => {
    const { clock, alice } = consolePair();
    const states = new Recording(alice.face.state$);
    expect(states.events).toEqual([
      {
        id: ALICE,
        name: 'alice',
        network: 'test',
        phase: 'running',
        listening: ['127.0.0.1:9001'],
        peers: [],
        links: [],
        contacts: [],
        trace: null,
      },
    ]);
    const connected = alice.face.connect(BOB);
    clock.run(clock.now() + SECOND);
    await connected;
    expect(states.events.at(-1)).toMatchObject({
      links: [{ link: 'o1', peer: BOBS_ID, state: 'established' }],
      peers: [{ peer: BOBS_ID, state: 'alive' }],
    });
    const before = states.events.length;
    for (let n = 0; n < 20; n += 1) alice.face.send('bob', `${n}`).catch(() => {});
    clock.run(clock.now() + SECOND);
    expect(states.events.length).toBe(before);
    void alice.face.close();
    clock.run(clock.now() + SECOND);
    expect(states.events.at(-1)).toMatchObject({ phase: 'stopped', links: [] });
    expect(states.isComplete).toBe(true);
    expect(new Set(states.events.map((state) => JSON.stringify(state))).size).toBe(
      states.events.length,
    );
  });

  it('is one change where many things happen in a tick', async () => {
    const { clock, alice } = await linkedPair();
    const states = new Recording(alice.face.state$);
    const asked = ['ban', 'unban', 'ignore'] as const;
    const answers = asked.map((command) => alice.face.obey({ command, peer: BOBS_ID }));
    clock.run(clock.now() + 10);
    await Promise.all(answers);
    expect(states.events).toHaveLength(2);
  });

  it('tells its last to who comes too late', async () => {
    const { alice } = await linkedPair();
    await alice.face.close({ atOnce: true });
    const states = new Recording(alice.face.state$);
    expect(states.events).toMatchObject([{ phase: 'stopped', links: [] }]);
    expect(states.isComplete).toBe(true);
  });
});

async function linkedPair() {
  const pair = consolePair();
  const connected = pair.alice.face.connect(BOB);
  pair.clock.run(pair.clock.now() + SECOND);
  await connected;
  await setImmediate();
  return pair;
}

function bodyOf(text: string): Body {
  return new Body(new TextEncoder().encode(text));
}
