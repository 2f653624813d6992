import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { inspectorLimits } from '../../src/inspector/answers/inspector-limits.ts';
import { askInspector, cookieFor, listenTo } from '../support/ask-inspector.ts';
import { CliProcess, endAll, startNode } from '../support/cli-process.ts';

const folders: string[] = [];
const alice = 'traces/pair/alice';

afterEach(async () => {
  await endAll();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('peertape inspect TRACE', () => {
  it('shows a trace to whoever has the address, until it is told to stop', async () => {
    const { inspect, url, event } = await inspected(alice);
    expect(event).toMatchObject({ trace: alice, node: expect.stringMatching(/^[a-z2-7]{52}$/) });
    const page = await askInspector(url, '/');
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('<title>peertape')]);
    for (const file of ['/page.js', '/page.css', '/icon.svg', '/charts.json']) {
      expect([file, (await askInspector(url, file)).status]).toEqual([file, 200]);
    }
    const headers = { cookie: await cookieFor(url) };
    const about = await askInspector(url, '/api/about', { headers });
    expect(JSON.parse(about.text)).toMatchObject({
      source: 'trace',
      path: alice,
      node: event['node'],
      name: 'alice',
      startedMs: expect.any(Number),
    });
    const heads = await listenTo(url, headers.cookie);
    const head = await heads.head(({ state }) => state === 'over');
    expect(head).toMatchObject({ firstTurn: 1, ending: { how: 'stopped' }, faults: [] });
    const moment = await askInspector(url, '/api/moment?turn=1', { headers });
    expect(JSON.parse(moment.text)).toMatchObject({ turn: 1, previous: null, lacks: null });
    expect(await inspect.kill('SIGTERM')).toBe(0);
    expect(inspect.err).toBe('');
  });

  it('shows nothing to anybody else', async () => {
    const { url } = await inspected(alice);
    const { port } = new URL(url);
    const cookie = await cookieFor(url);
    const refusals = [
      askInspector(url, '/api/about'),
      askInspector(url, '/api/about', { headers: { cookie: `peertape-${port}=x` } }),
      askInspector(url, '/api/about', { headers: { cookie, host: `evil.example:${port}` } }),
      askInspector(url, '/api/about', { headers: { cookie, origin: 'https://evil.example' } }),
      askInspector(url, '/session', { method: 'POST', body: 'a-wrong-token' }),
    ];
    for (const { status } of await Promise.all(refusals)) expect(status).toBe(403);
  });

  it('tells people where the page is, and where in the run it begins', async () => {
    const inspect = new CliProcess('inspect', alice, '--turn', '12');
    await inspect.line(/Ctrl-C ends this\n/);
    expect(inspect.out).toMatch(
      /^showing traces\/pair\/alice\nthe page is at http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+&turn=12\n/,
    );
    expect(await inspect.kill('SIGINT')).toBe(0);
  });

  it('opens it in the browser with an address that is good for once', async () => {
    if (process.platform !== 'linux') return;
    const folder = temporary();
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const script = `#!/bin/sh\nprintf %s "$1" >${pipe}\n`;
    writeFileSync(join(folder, 'xdg-open'), script, { mode: 0o755 });
    const path = { PATH: `${folder}${delimiter}${process.env['PATH']}` };
    const inspect = new CliProcess(path, 'inspect', alice, '--open', '--json');
    const { url } = await inspect.event('inspector');
    const opened = await readFile(pipe, 'utf8');
    expect(opened.split('#')[0]).toBe(String(url).split('#')[0]);
    expect(opened).not.toBe(url);
    await cookieFor(opened);
    const token = /token=(.*)/.exec(opened)![1]!;
    const again = await askInspector(opened, '/session', { method: 'POST', body: token });
    expect(again.status).toBe(403);
  });

  it('says so where no browser can be opened, and goes on', async () => {
    const inspect = new CliProcess({ PATH: temporary() }, 'inspect', alice, '--open', '--json');
    const { url } = await inspect.event('inspector');
    expect((await askInspector(String(url), '/')).status).toBe(200);
    await inspect.complaint(/^peertape: no browser could be opened: .*ENOENT\n$/);
  });

  it('refuses what is no trace in one line, before anything is shown', async () => {
    expect(await refused(3, 'inspect', 'traces/pair')).toMatch(/is a folder of traces \(give one/);
    expect(await refused(3, 'inspect', 'nowhere')).toMatch(/there is no folder or file "nowhere"/);
    expect(await refused(3, 'inspect', 'package.json')).toMatch(/"package.json"/);
    expect(await refused(2, 'inspect', alice, '--data', 'x')).toMatch(/and with --data a node/);
    expect(await refused(2, 'inspect', alice, '--stately-origin', 'x')).toMatch(/an origin such/);
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const port = String((taken.address() as AddressInfo).port);
    const line = await refused(1, 'inspect', alice, '--page-port', port);
    expect(line).toContain(`another process listens on port ${port} (choose another --page-port`);
    taken.close();
  });
});

describe('a node that is looked at', () => {
  it('shows itself with --inspect, and what happens while it happens', async () => {
    const node = await startNode('--inspect', '--data', temporary());
    const { url, node: id } = await node.event('inspector');
    expect(id).toBe((await node.event('listening'))['node']);
    const heads = await listenTo(String(url), await cookieFor(String(url)));
    const { lastTurn } = await heads.head(({ state }) => state === 'live');
    node.say('mark here');
    await node.event('answer', { command: 'mark' });
    await heads.head((head) => Number(head['lastTurn']) > Number(lastTurn));
    node.say('quit');
    const end = await heads.head(({ state }) => state === 'over');
    expect(end).toMatchObject({ ending: { how: 'stopped' } });
    expect(await node.ended).toBe(0);
    expect(node.err).toBe('');
  });

  it('is not kept waiting by many pages that do not read', async () => {
    const node = await startNode('--inspect', '--data', temporary());
    const url = String((await node.event('inspector'))['url']);
    const cookie = await cookieFor(url);
    const { pagesMax } = inspectorLimits;
    await Promise.all(Array.from({ length: pagesMax }, () => listenTo(url, cookie)));
    const marks = Array.from({ length: 300 }, (_, index) => `mark ${index}`);
    node.say(...marks, 'quit');
    expect(await node.ended).toBe(0);
    const answers = node.events.filter(({ event, ok }) => event === 'answer' && ok === true);
    expect(answers.length).toBe(marks.length + 1);
  });

  it('goes on without its page where that cannot be', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const port = String((taken.address() as AddressInfo).port);
    const node = await startNode('--inspect', port, '--data', temporary());
    expect(await node.event('error')).toMatchObject({
      code: 'port-busy',
      text: `the page of this node: another process listens on port ${port}`,
      fatal: false,
    });
    node.say('quit');
    expect(await node.ended).toBe(0);
    taken.close();
  });

  it('goes on when its page has failed', async () => {
    const folder = temporary();
    const strike = join(folder, 'strike.cjs');
    writeFileSync(strike, STRIKE);
    const preload = { NODE_OPTIONS: `--require ${strike}` };
    const words = ['--inspect', '--json', '--insecure', '--port', '0', '--data', folder];
    const node = new CliProcess(preload, 'node', ...words);
    const error = await node.event('error');
    expect(error).toMatchObject({
      code: 'inspector-failed',
      text: 'the page of this node: struck',
      fatal: false,
    });
    node.say('mark still there');
    await node.event('answer', { command: 'mark', ok: true });
    node.say('quit');
    expect(await node.ended).toBe(0);
  });

  it('is not told of its secret in the log', async () => {
    const folder = temporary();
    const log = join(folder, 'log');
    const node = await startNode('--inspect', '--data', join(folder, 'data'), '--log', log);
    const { url } = await node.event('inspector');
    node.say('quit');
    await node.ended;
    const [, token = ''] = /token=(.*)/.exec(String(url))!;
    expect(readFileSync(log, 'utf8')).toContain(`the page is at ${String(url).split('#')[0]}`);
    expect(readFileSync(log, 'utf8')).not.toContain(token);
  });

  it('is shown from another process, also how it was killed', async () => {
    const data = temporary();
    const node = await startNode('--data', data);
    const { url, inspect } = await inspected('--data', data);
    const headers = { cookie: await cookieFor(url) };
    const about = await askInspector(url, '/api/about', { headers });
    expect(JSON.parse(about.text)).toMatchObject({ source: 'node' });
    const heads = await listenTo(url, headers.cookie);
    await heads.head(({ state }) => state === 'live');
    await node.kill('SIGKILL');
    const end = await heads.head(({ state }) => state === 'over');
    expect(end).toMatchObject({ ending: { how: expect.stringMatching(/^(killed|torn)$/) } });
    expect((await askInspector(url, '/api/moment?turn=1', { headers })).status).toBe(200);
    expect(await inspect.kill('SIGINT')).toBe(0);
  });

  it('leaves nothing on its tape of those who look', async () => {
    const data = temporary();
    const node = await startNode('--data', data);
    const { url, event } = await inspected('--data', data);
    const heads = await listenTo(url, await cookieFor(url));
    await heads.head(({ state }) => state === 'live');
    node.say('mark once', 'quit');
    await heads.head(({ state }) => state === 'over');
    const shown = new CliProcess('trace', 'show', String(event['trace']), '--json');
    await shown.ended;
    const commands = shown.events.flatMap(
      (line) => (line['commands'] ?? []) as { command: string }[],
    );
    expect(commands.map(({ command }) => command)).toEqual(['mark', 'quit']);
  });

  it('has to record, and to be there', async () => {
    expect(await refused(2, 'node', '--inspect', '--no-trace')).toMatch(/nothing is \(--inspect/);
    const data = temporary();
    await startNode('--data', data, '--no-trace');
    expect(await refused(1, 'inspect', '--data', data)).toMatch(
      /records nothing, .* \(start it without --no-trace\)/,
    );
    expect(await refused(1, 'inspect', '--data', join(data, 'none'))).toMatch(/no node runs in/);
  });
});

/** What a fault in the thread of an inspector would do. */
const STRIKE = `if (!require('node:worker_threads').isMainThread) {
  setImmediate(() => { throw new Error('struck'); });
}`;

async function inspected(...words: string[]) {
  const inspect = new CliProcess('inspect', ...words, '--json');
  const event = await inspect.event('inspector');
  return { inspect, event, url: String(event['url']) };
}

/** The one line of it. */
async function refused(exit: number, ...words: string[]): Promise<string> {
  const process = new CliProcess(...words);
  expect([await process.ended, process.out]).toEqual([exit, '']);
  expect(process.err).toMatch(/^peertape: .*\n$/);
  return process.err;
}

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'peertape-inspect-'));
  folders.push(folder);
  return folder;
}
