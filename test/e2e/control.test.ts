import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { CliProcess, endAll, startNode } from '../support/cli-process.ts';

const folders: string[] = [];

afterEach(async () => {
  await endAll();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('a running node', () => {
  it('is asked from outside by its data folder, in words and in JSON', async () => {
    const { bob, data } = await bobAndAlice();
    const words = await said(0, 'peers', '--data', data);
    expect(words.out).toMatch(/^ +name +id +address +state .*\n +alice +@[a-z2-7]{8} .* alive/);
    const json = await said(0, 'lp', '--data', data, '--json');
    expect(json.events).toMatchObject([
      {
        event: 'answer',
        at: expect.any(Number),
        node: (await bob.event('listening'))['node'],
        turn: expect.any(Number),
        command: 'lp',
        ok: true,
        result: [{ name: 'alice' }],
      },
    ]);
    expect((await said(0, 'status', '--data', data)).out).toMatch(/linked +1/);
  });

  it('does what it is told from outside, as it would at its console', async () => {
    const { alice, bob, data } = await bobAndAlice();
    const sent = await said(0, 'send', 'alice', 'two', 'words', '--data', data);
    expect(sent.out).toMatch(/^accepted for alice @[a-z2-7]{8}\n$/);
    await alice.event('message', { text: 'two words' });
    const why = await said(0, 'why', 'alice', '--data', data);
    expect(why.out).toMatch(/^alice @[a-z2-7]{8} \(.*\) is connected\n/);
    const waited = await said(0, 'send', 'alice', 'one more', '--wait', '--data', data, '--json');
    expect(waited.events[0]).toMatchObject({
      turn: expect.any(Number),
      result: { hops: 1, ms: expect.any(Number) },
    });
    await bob.event('delivered', {
      messageId: (waited.events[0]!['result'] as { messageId: string }).messageId,
    });
    expect((await said(0, 'mark', 'a note', '--data', data)).out).toMatch(/^marked in turn \d+\n$/);
    expect((await said(0, 'trace', '--data', data)).out).not.toBe('');
    await said(0, 'disconnect', 'alice', '--data', data);
    await bob.event('disconnected', { how: 'closed' });
    expect((await said(0, 'quit', '--data', data)).out).toBe('it says goodbye and stops\n');
    expect(await bob.ended).toBe(0);
    // Nobody asked for that at its own console.
    expect(bob.events.filter(({ event }) => event === 'answer')).toEqual([]);
    expect(readdirSync(data)).not.toContain('control.sock');
  });

  it('says of a mark that nobody will find it where nothing is recorded', async () => {
    const data = mkdtempSync(join(tmpdir(), 'peertape-control-'));
    folders.push(data);
    await startNode('--no-trace', '--data', join(data, 'node'));
    expect((await said(0, 'mark', 'a note', '--data', join(data, 'node'))).out).toMatch(
      /^marked in turn \d+, but nothing is recorded\n$/,
    );
  });

  it('says in one line what it cannot do, with 1 for a failure and 2 for a misuse', async () => {
    const { data } = await bobAndAlice();
    const failed = await said(1, 'send', 'carol', 'hi', '--data', data);
    expect([failed.out, failed.err]).toEqual([
      '',
      expect.stringMatching(/^peertape: send: no peer is called "carol".*\n$/),
    ]);
    const inJson = await said(1, 'why', 'carol', '--data', data, '--json');
    expect(inJson.events).toMatchObject([
      { turn: expect.any(Number), command: 'why', ok: false, error: { code: 'unknown-peer' } },
    ]);
    const misused = await said(2, 'send', 'alice', '--data', data);
    expect(misused.err).toMatch(/^peertape: argument 'text' is missing.*\n$/);
    const undelivered = await said(1, 'send', 'carol', 'hi', '--wait', '--data', data);
    expect(undelivered.err).toMatch(/no peer is called "carol"/);
  });

  it('is found by its port, or by being the only one', async () => {
    const own = temporary();
    const one = await startNode('--data', join(own, 'node-9777'));
    const found = new CliProcess({ PEERTAPE_HOME: own }, 'status');
    expect(await found.ended).toBe(0);
    const byPort = new CliProcess({ PEERTAPE_HOME: own }, 'status', '--port', '9777', '--json');
    expect(await byPort.ended).toBe(0);
    const byId = new CliProcess({ PEERTAPE_HOME: own }, 'status', '--id', '777', '--json');
    expect(await byId.ended).toBe(0);
    expect(byId.events[0]!['node']).toBe((await one.event('listening'))['node']);
    await startNode('--data', join(own, 'any-1'));
    const unclear = new CliProcess({ PEERTAPE_HOME: own }, 'status');
    expect(await unclear.ended).toBe(2);
    expect(unclear.err).toMatch(
      /^peertape: several nodes run: any-1, node-9777 \(say which, .*\)\n$/,
    );
  });

  it('that does not run is said not to, in one line', async () => {
    const own = temporary();
    const none = new CliProcess({ PEERTAPE_HOME: own }, 'peers');
    expect(await none.ended).toBe(1);
    expect(none.err).toMatch(/^peertape: no node runs with its data in .*\n$/);
    const there = await said(1, 'peers', '--data', own, '--json');
    expect(there.events).toMatchObject([{ event: 'error', code: 'not-running', fatal: true }]);
    const nowhere = await said(1, 'quit', '--data', join(own, 'nowhere'));
    expect(nowhere.err).toMatch(/^peertape: no node runs in .*nowhere .*\n$/);
  });

  it('that is suspended is said not to answer, in one line', async () => {
    const data = temporary();
    const node = await startNode('--data', data);
    await said(0, 'status', '--data', data);
    process.kill(node.pid, 'SIGSTOP');
    const asked = ['peers', 'connect 9999'].map((words) => [...words.split(' '), '--data', data]);
    const [peers, connect] = await Promise.all(asked.map((words) => said(1, ...words)));
    expect(peers!.err).toBe(
      `peertape: the node in ${data} does not answer ` +
        '(its process may be suspended: fg or kill -CONT wakes it)\n',
    );
    expect(connect!.err).toBe(peers!.err);
    process.kill(node.pid, 'SIGCONT');
    await said(0, 'status', '--data', data);
  });

  it('that was killed leaves its place to the next', async () => {
    const data = temporary();
    const dead = await startNode('--data', data);
    await dead.kill('SIGKILL');
    await said(1, 'status', '--data', data);
    await startNode('--data', data);
    await said(0, 'status', '--data', data);
    if (process.platform === 'win32') return;
    expect(statSync(join(data, 'control.sock')).mode & 0o777).toBe(0o600);
    expect(statSync(data).mode & 0o777).toBe(0o700);
  });
});

async function bobAndAlice() {
  const data = join(temporary(), 'bob');
  const alice = await startNode('--name', 'alice', '--data', join(temporary(), 'alice'));
  const bob = await startNode('--name', 'bob', '--data', data, '--connect', alice.port);
  await bob.event('connected');
  return { alice, bob, data };
}

async function said(exit: number, ...words: string[]): Promise<CliProcess> {
  const client = new CliProcess(...words);
  const ended = await client.ended;
  expect([ended, client.err]).toEqual([exit, exit === 0 ? '' : client.err]);
  return client;
}

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'peertape-e2e-'));
  folders.push(folder);
  return folder;
}
