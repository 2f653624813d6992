import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { CliProcess, endAll, startNode } from '../support/cli-process.ts';

afterEach(endAll);

describe('two nodes', () => {
  it('chat both ways and part (S0-01, S0-03, S0-05, S0-15, S0-32, S0-45, S2-15)', async () => {
    const alice = await startNode('--name', 'alice');
    const bob = await startNode('--name', 'bob');
    bob.say(`connect ${alice.port}`);
    await alice.event('connected', { name: 'bob', inbound: true });
    await bob.event('connected', { name: 'alice', inbound: false });
    bob.say(`send alice hi there`);
    await alice.event('message', { text: 'hi there' });
    alice.say(`send bob and back`);
    await bob.event('message', { text: 'and back' });
    await bob.event('delivered');
    alice.say('quit');
    await bob.event('disconnected', { how: 'left', code: 'quit', by: 'peer' });
    expect(await alice.ended).toBe(0);
    bob.endInput();
    expect(await bob.ended).toBe(0);
    expect([alice.err, bob.err]).toEqual(['', '']);
  });

  it('say in JSON exactly what the contract says (S0-56, S1-02)', async () => {
    const alice = await startNode('--name', 'alice', '--discovery', 'none');
    const bob = await startNode('--name', 'bob', '--discovery', 'none');
    bob.say({ id: 1, command: 'connect', args: [alice.port] });
    const connected = await bob.event('connected');
    bob.say({ id: 'two', command: 'send', args: [alice.port, 'hi'] });
    const delivered = await bob.event('delivered');
    bob.endInput();
    expect(await bob.ended).toBe(0);
    const { peer: me } = await bob.event('listening');
    const { peer: alices, instance } = await alice.event('connected');
    const id = expect.stringMatching(/^[a-z2-7]{52}$/);
    const stamp = { at: expect.any(Number), node: me, turn: expect.any(Number) };
    const messageId = expect.stringMatching(new RegExp(`^${String(me)}/\\d+-\\d+/1$`));
    const to = connected['peer'];
    const address = `127.0.0.1:${alice.port}`;
    expect(alices).toBe(me);
    expect(bob.events).toEqual([
      {
        event: 'listening',
        ...stamp,
        peer: id,
        host: '127.0.0.1',
        port: Number(bob.port),
        name: 'bob',
        network: 'peertape',
        tls: false,
        data: expect.any(String),
        trace: expect.stringContaining('traces'),
        pid: bob.pid,
        version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      },
      { event: 'tape', ...stamp, state: 'recording', path: expect.stringContaining('traces') },
      {
        event: 'connected',
        ...stamp,
        peer: id,
        name: 'alice',
        address,
        link: 'o1',
        inbound: false,
        instance: { boot: expect.any(Number), nonce: expect.any(Number) },
      },
      {
        event: 'answer',
        ...stamp,
        id: 1,
        command: 'connect',
        ok: true,
        result: { peer: to, already: false },
      },
      {
        event: 'answer',
        ...stamp,
        id: 'two',
        command: 'send',
        ok: true,
        result: { messageId, to },
      },
      { event: 'delivered', ...stamp, messageId, to, hops: 1, ms: expect.any(Number) },
      {
        event: 'disconnected',
        ...stamp,
        peer: to,
        address,
        link: 'o1',
        how: 'closed',
        code: 'quit',
        by: 'us',
      },
      { event: 'stopped', ...stamp, code: 'quit', exit: 0 },
    ]);
    expect(await alice.event('message')).toEqual({
      event: 'message',
      at: expect.any(Number),
      node: to,
      turn: expect.any(Number),
      from: me,
      messageId: delivered['messageId'],
      kind: 'direct',
      text: 'hi',
      hops: 1,
    });
    expect(instance).toEqual({ boot: expect.any(Number), nonce: expect.any(Number) });
  });

  it('tell a peer that left from one that was killed (S0-04)', async () => {
    const alice = await startNode();
    const bob = await startNode('--connect', `127.0.0.1:${alice.port}`);
    await alice.event('connected');
    expect(await bob.kill('SIGKILL')).toBe('SIGKILL');
    const { how, by } = await alice.event('disconnected');
    expect([how, by]).toEqual(['lost', 'link']);
    alice.say('peers');
    const { result } = await alice.event('answer');
    expect(result).toMatchObject([{ state: 'lost' }]);
    expect(await alice.kill('SIGTERM')).toBe(0);
  });

  it('hand over a text of a megabyte whole, and refuse one byte more (S0-53)', async () => {
    const alice = await startNode();
    const bob = await startNode();
    const longest = 'x'.repeat(1_048_576);
    bob.say(
      `connect ${alice.port}`,
      `send ${alice.port} ${longest}`,
      `send ${alice.port} ${longest}x`,
    );
    const message = await alice.event('message');
    expect(message['text']).toBe(longest);
    await bob.event('answer', { command: 'send', ok: false });
    bob.endInput();
    expect(await bob.ended).toBe(0);
    expect(bob.events.findLast(({ event }) => event === 'answer')).toMatchObject({
      error: { code: 'text-too-long' },
    });
  });

  it('find each other again after a restart on the same port (S0-29, S0-60)', async () => {
    const alice = await startNode();
    const bob = await startNode('--connect', `127.0.0.1:${alice.port}`);
    await bob.event('connected');
    alice.say('quit');
    await alice.ended;
    await bob.event('disconnected', { how: 'left' });
    const again = new CliProcess('node', '--insecure', '--json', '--port', alice.port);
    const { peer } = await again.event('listening');
    await bob.event('connected', { peer });
    bob.say(`send ${alice.port} welcome back`);
    expect(await bob.event('answer')).toMatchObject({ command: 'send', ok: true });
    await again.event('message', { text: 'welcome back' });
  });

  it('take who comes back at an address for who was there before', async () => {
    const alice = await startNode('--name', 'alice');
    const { port } = alice;
    const bob = await startNode();
    const address = ['--port', port, '--name', 'alice'];
    bob.say(`connect ${port}`);
    await bob.event('connected');
    await alice.kill('SIGKILL');
    await bob.event('disconnected', { how: 'lost' });

    const again = new CliProcess('node', '--insecure', '--json', ...address);
    const { peer } = await again.event('listening');
    bob.say(`connect ${port}`);
    await bob.event('connected', { peer });
    bob.say(`send ${port} hi`, 'send alice ho');
    await again.event('message', { text: 'ho' });
    await again.kill('SIGKILL');
    await bob.event('disconnected', { peer });

    bob.say(`send ${port} hi`, 'send alice ho', 'connect alice');
    await bob.event('answer', { command: 'connect', ok: false });
    const answers = bob.events.filter(({ event }) => event === 'answer');
    expect(answers.map(({ ok, error }) => (ok === true ? 'ok' : error))).toMatchObject([
      'ok',
      'ok',
      'ok',
      'ok',
      { code: 'not-linked' },
      { code: 'not-linked' },
      { code: 'refused' },
    ]);
  });
});

describe('people', () => {
  it('are told in one line of many who are turned away at once', async () => {
    const node = new CliProcess('node', '--insecure', '--port', '0');
    const [, port] = await node.line(/^listening on 127\.0\.0\.1:(\d+) /m);
    for (let n = 0; n < 20; n += 1) {
      const stranger = connect(Number(port), '127.0.0.1').on('error', () => {});
      stranger.end('GET / HTTP/1.1\r\n\r\n');
    }
    await node.line(
      /^turned away 127\.0\.0\.1:\d+: .* \(frame-too-long\); it may want encrypted links/m,
    );
    await node.line(/^no connection from \d+ more within a second \(\d+ frame-too-long\)$/m);
    node.endInput();
    expect(await node.ended).toBe(0);
  });

  it('read names and short ids, and no more of a peer’s text than letters (S0-12, S0-16)', async () => {
    const alice = new CliProcess('node', '--insecure', '--port', '0', '--name', 'alice');
    const [, port = ''] = await alice.line(
      /^listening on 127\.0\.0\.1:(\d+) as alice @[a-z2-7]{8}, network peertape; links are plain: .*$/m,
    );
    const bob = await startNode('--name', 'bob');
    bob.say(`connect ${port}`, { command: 'send', args: ['alice', 'hi\n\u001b[2Jthere'] });
    await alice.line(/^bob @[a-z2-7]{8} has connected \(127\.0\.0\.1:\d+\)$/m);
    await alice.line(/^bob: hi␊␛\[2Jthere$/m);
    bob.say('quit');
    await alice.line(/^bob @[a-z2-7]{8} has left: the node stopped \(quit\)$/m);
    alice.endInput();
    expect(await alice.ended).toBe(0);
    expect(alice.out).toMatch(/\nstopped\n$/);
    expect(alice.err).toBe('');
  });
});
