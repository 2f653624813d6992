import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { blackHole } from '../support/black-hole.ts';
import { CliProcess, endAll, startNode } from '../support/cli-process.ts';
import { hasTerminals, TerminalProcess } from '../support/terminal-process.ts';

const folders: string[] = [];

afterEach(async () => {
  await endAll();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('a node as a process', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'leaves politely on %s and exits with 0 (S0-21, S0-27, S0-43, S0-63)',
    async (signal) => {
      const alice = await startNode();
      const bob = await startNode('--connect', `127.0.0.1:${alice.port}`);
      await bob.event('connected');
      expect(await alice.kill(signal)).toBe(0);
      await bob.event('disconnected', { how: 'left', code: 'quit' });
      expect(alice.events.at(-1)).toMatchObject({ event: 'stopped', code: 'quit', exit: 0 });
    },
  );

  it('gives up everything on a second Ctrl-C, and exits with 130', async () => {
    // Nobody ever greets on this port, so the first one has something to wait for.
    const silent = await startSilent();
    const node = await startNode('--connect', `127.0.0.1:${silent.port}`);
    await silent.greeted;
    node.say('status');
    await node.event('answer');
    const ended = node.kill('SIGINT');
    node.say({ id: 1, command: 'peers' });
    await node.event('answer', { id: 1 });
    void node.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(node.events.at(-1)).toMatchObject({ event: 'stopped', exit: 130 });
    silent.close();
  });

  it('obeys a script one command after another, and leaves at its end (S0-19, S0-58, S0-66)', async () => {
    const alice = await startNode();
    const bob = await startNode();
    bob.say(
      `connect ${alice.port}`,
      `send ${alice.port} one`,
      { id: 3, command: 'send', args: [alice.port, 'two'] },
      `send ${alice.port} `,
      'relay race',
      'lp',
      `disconnect ${alice.port}`,
      `send ${alice.port} three`,
    );
    bob.endInput();
    expect(await bob.ended).toBe(0);
    const answers = bob.events.filter(({ event }) => event === 'answer');
    const codeOf = (error: unknown) => (error as { code: string } | undefined)?.code;
    expect(answers.map(({ command, ok, error }) => [command, ok, codeOf(error)])).toEqual([
      ['connect', true, undefined],
      ['send', true, undefined],
      ['send', true, undefined],
      ['send', false, 'empty-text'],
      ['relay', false, 'unknown-command'],
      ['lp', true, undefined],
      ['disconnect', true, undefined],
      ['send', false, 'not-linked'],
    ]);
    expect(bob.events.filter(({ event }) => event === 'delivered')).toHaveLength(2);
  });

  it('says in one line that its port is busy, and does not disturb who has it (S0-12, S0-28, S0-52)', async () => {
    const alice = await startNode();
    const second = new CliProcess('node', '--insecure', '--port', alice.port);
    expect(await second.ended).toBe(1);
    expect(second.out).toBe('');
    expect(second.err).toBe(
      `peertape: another process listens on 127.0.0.1:${alice.port} ` +
        '(choose another --port, or stop what listens there)\n',
    );
    const tape = join(temporary(), 'tape');
    const words = ['--port', alice.port, '--json', '--trace', tape];
    const third = new CliProcess('node', '--insecure', ...words);
    expect(await third.ended).toBe(1);
    expect(existsSync(tape)).toBe(false);
    expect(third.err).toBe('');
    expect(third.events).toMatchObject([{ event: 'error', code: 'port-busy', fatal: true }]);
    alice.say({ id: 1, command: 'status' });
    await alice.event('answer', { id: 1, ok: true });
  });

  it('waits for a dial as long as it is told, and no longer (S0-30)', async () => {
    const hole = await blackHole();
    const node = await startNode('--dial-timeout', '150');
    node.say({ id: 1, command: 'connect', args: [String(hole.port)] });
    const { ok, error } = await node.event('answer', { id: 1 });
    const { code } = error as { code: string };
    expect([ok, code]).toEqual([false, 'dial-timeout']);
    hole.close();
  });

  it.each([
    [['3', '--port', '9003']],
    [['status', '--data', '']],
    [['send', 'bob']],
    [['node', '--insecure', '--port', 'x']],
    [['node', '--insecure', '--host', '0.0.0.0']],
    [['node', '--insecure', '--prt', '1']],
    [['nod']],
  ])('exits with 2 and one line for %j (S0-59)', async (words) => {
    const node = new CliProcess(...words);
    expect(await node.ended).toBe(2);
    expect(node.out).toBe('');
    expect(node.err).toMatch(/^peertape: [^\n]+\n$/);
  });

  it('runs without a console until it is told to stop', async () => {
    const node = await startNode('--no-console');
    node.endInput();
    const peer = await startNode('--connect', `127.0.0.1:${node.port}`);
    await peer.event('connected');
    expect(await node.kill('SIGTERM')).toBe(0);
  });

  it('records into a new folder, and overwrites none (S3-08)', async () => {
    const folder = join(temporary(), 'tape');
    const node = await startNode('--trace', folder);
    await node.event('tape', { state: 'recording', path: folder });
    node.say('mark here');
    node.endInput();
    expect(await node.ended).toBe(0);
    expect(readdirSync(folder)).toEqual(['000001.tape']);
    const second = new CliProcess('node', '--insecure', '--port', '0', '--trace', folder);
    expect(await second.ended).toBe(1);
    expect(second.err).toMatch(/^peertape: there is a trace in .* already \(.*\)\n$/);
    expect(second.out).toBe('');
  });

  it('starts with just its lab id (S0-11)', async () => {
    const taken = createServer().listen(9_777, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const node = new CliProcess('777', '--json');
    expect(await node.ended).toBe(1);
    expect(node.events[0]).toMatchObject({ event: 'error', code: 'port-busy' });
    taken.close();
    await new Promise((resolve) => taken.once('close', resolve));
    const again = new CliProcess('777', '--json');
    expect(await again.event('listening')).toMatchObject({ port: 9_777, labId: 777 });
    again.endInput();
    expect(await again.ended).toBe(0);
  });
});

// Where no terminal can be had there is nothing to test.
if (hasTerminals) {
  describe('a node in a window', () => {
    it('says how to hurry when a farewell takes its time', async () => {
      // Nobody ever greets on this port, so there is something to wait for.
      const silent = await startSilent();
      const words = ['--insecure', '--port', '0', '--connect', String(silent.port)];
      const node = new TerminalProcess('node', ...words);
      await silent.greeted;
      await node.line(/> /);
      node.type(CTRL_C);
      await node.line(/leaving; press Ctrl-C again to leave at once/);
      node.type(CTRL_C);
      expect(await node.exit).toBe(130);
      silent.close();
    });

    it.each([
      ['with a console', []],
      ['without a console', ['--no-console']],
    ])('that is closed, %s, leaves politely and keeps its tape whole (S0-63)', async (_, how) => {
      const peer = await startNode();
      const tape = join(temporary(), 'tape');
      const words = ['--insecure', '--port', '0', '--connect', peer.port, '--trace', tape, ...how];
      const node = new TerminalProcess('node', ...words);
      await peer.event('connected');
      node.close();
      expect(await node.exit).toBe(0);
      await peer.event('disconnected', { how: 'left', code: 'quit' });
      const replay = new CliProcess('replay', tape, '--json');
      expect(await replay.ended).toBe(0);
      expect(replay.events.at(-1)).toMatchObject({ verdict: 'same' });
    });
  });
}

const CTRL_C = '\u0003';

/** Hears a greeting, and never answers. */
async function startSilent() {
  const server = createServer({ allowHalfOpen: true }, (socket) => socket.on('error', () => {}));
  const greeted = new Promise((resolve) => {
    server.once('connection', (socket) => socket.once('data', resolve));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return { port, greeted, close: () => server.close() };
}

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'peertape-e2e-'));
  folders.push(folder);
  return folder;
}
