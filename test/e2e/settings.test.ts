import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CliProcess, endAll } from '../support/cli-process.ts';

let home = '';

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'peertape-e2e-'));
});
afterEach(async () => {
  await endAll();
  rmSync(home, { recursive: true, force: true });
});

describe('a node', () => {
  it('is set up by flags, variables and a file, and says what it made of them (S4-25)', async () => {
    const config = join(home, 'config.json');
    writeFileSync(config, '{"name":"file","network":"lab","data":"there"}');
    const told = peertape({ PEERTAPE_NAME: 'variable' }, '3', '--print-config', '--json');
    expect(await told.ended).toBe(0);
    expect(told.events).toMatchObject([
      {
        event: 'config',
        options: {
          port: { value: 9003, source: '--id' },
          name: { value: 'variable', source: 'PEERTAPE_NAME' },
          network: { value: 'lab', source: config },
          data: { value: join(home, 'there'), source: config },
          host: { value: '127.0.0.1', source: 'default' },
        },
      },
    ]);
    const inWords = peertape({}, 'node', '--name', 'bob', '--print-config');
    expect(await inWords.ended).toBe(0);
    expect(inWords.out).toMatch(/^name +bob +--name$/m);
    expect(readdirSync(home)).toEqual(['config.json']);
  });

  it.each([
    [{ PEERTAPE_PORT: 'x' }, '', /^peertape: PEERTAPE_PORT must be .*, and 'x' is not \(.*\)\n$/],
    [
      {},
      '{"prot":1}',
      /^peertape: there is no option "prot", which stands in .*config\.json \(.*\)\n$/,
    ],
    [
      {},
      '{"port":-1}',
      /^peertape: "port" in .*config\.json must be .*, and '-1' is not \(.*\)\n$/,
    ],
    [{ PEERTAPE_JSON: 'yes' }, '{', /^$/],
  ])('refuses %j and %s in one line, and makes nothing (S0-59)', async (env, file, line) => {
    if (file !== '') writeFileSync(join(home, 'config.json'), file);
    const node = peertape(env, '--insecure');
    expect(await node.ended).toBe(2);
    expect(node.err).toMatch(line);
    expect(readdirSync(home)).toEqual(file === '' ? [] : ['config.json']);
  });

  it('takes the first free port, and any port, with a data folder for each', async () => {
    const [one, other] = [
      peertape({}, '--insecure', '--json'),
      peertape({}, '--insecure', '--json'),
    ];
    const places = [await one.event('listening'), await other.event('listening')];
    const ports = places.map(({ port }) => Number(port));
    expect(Math.min(...ports)).toBeGreaterThan(9000);
    expect(places.map(({ data }) => data)).toEqual(ports.map((port) => join(home, `node-${port}`)));
    const anywhere = [0, 0].map(() => peertape({}, '--insecure', '--json', '--port', '0'));
    const data = await Promise.all(
      anywhere.map(async (node) => (await node.event('listening'))['data']),
    );
    expect(new Set(data)).toEqual(new Set([join(home, 'any-1'), join(home, 'any-2')]));
  });

  it('has its folder for itself', async () => {
    const words = ['--insecure', '--port', '0', '--data', join(home, 'own'), '--json'];
    const node = peertape({}, ...words);
    const { node: id } = await node.event('listening');
    const second = peertape({}, ...words);
    expect(await second.ended).toBe(1);
    expect(second.events).toMatchObject([{ event: 'error', code: 'folder-in-use', fatal: true }]);
    expect(second.err).toBe('');
    node.endInput();
    expect(await node.ended).toBe(0);
    const again = peertape({}, ...words);
    expect((await again.event('listening'))['node']).toBe(id);
  });

  it('writes into its log what it tells, with who and when on every line (S3-44)', async () => {
    const log = join(home, 'node.log');
    const words = ['--insecure', '--port', '0', '--name', 'bob', '--no-trace', '--log', log];
    const node = peertape({}, ...words, '--json');
    await node.event('listening');
    node.say('mark here', 'nonsense');
    node.endInput();
    expect(await node.ended).toBe(0);
    const lines = readFileSync(log, 'utf8').split('\n').slice(0, -1);
    const strangers = lines.filter(
      (line) => !/^\d{4}-\d\d-\d\dT[\d:.]+Z bob @[a-z2-7]{8} {2}\S/.test(line),
    );
    expect(strangers).toEqual([]);
    expect(lines.map((line) => line.split('  ').at(-1))).toEqual([
      expect.stringMatching(/^listening on 127\.0\.0\.1:/),
      expect.stringMatching(/^marked in turn \d+, but nothing is recorded$/),
      expect.stringMatching(/^nonsense: there is no such command/),
      'stopped',
    ]);
  });

  it('does not begin with a log that it cannot write', async () => {
    const node = peertape({}, '--insecure', '--port', '0', '--log', join(home, 'none', 'node.log'));
    expect(await node.ended).toBe(1);
    expect(node.err).toMatch(
      /^peertape: cannot write the log .*: no such file or directory \(.*\)\n$/,
    );
    expect([node.out, existsSync(join(home, 'any-1'))]).toEqual(['', false]);
  });

  it('listens in either family (S3-13)', async () => {
    const node = peertape({}, '--insecure', '--json', '--port', '0', '--host', '::1');
    const { port } = await node.event('listening', { host: '::1' });
    const peer = peertape(
      {},
      '--insecure',
      '--json',
      '--port',
      '0',
      '--connect',
      `[::1]:${String(port)}`,
    );
    await peer.event('connected', { address: `[::1]:${String(port)}` });
  });
});

function peertape(env: Readonly<Record<string, string>>, ...words: string[]): CliProcess {
  return new CliProcess({ PEERTAPE_HOME: home, ...env }, ...words);
}
