import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { CliProcess, endAll } from '../support/cli-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

afterEach(endAll);

describe('peertape seed', () => {
  it('listens on port 12345, unless something else was said in any place (S3-12)', async () => {
    expect(await portIn('seed')).toBe(12_345);
    expect(await portIn('seed', '5000')).toBe(5_000);
    expect(await portIn('seed', '--port', '5001')).toBe(5_001);
    expect(await portIn('seed', '--id', '3')).toBe(9_003);
    expect(await portIn('seed', { PEERTAPE_PORT: '5002' })).toBe(5_002);
  });

  it('adds itself to a file with no line lost or torn, though ten start at once (S3-42)', async () => {
    const file = join(temporaryFolder(), 'seeds');
    writeFileSync(file, '# ours');
    const seeds = Array.from({ length: 10 }, () => startSeed('0', '--seeds-file', file));
    const addresses = await Promise.all(seeds.map(addressOf));
    expect(new Set(addresses).size).toBe(10);
    const [comment, ...lines] = linesIn(file);
    expect([comment, lines.toSorted()]).toEqual(['# ours', addresses.toSorted()]);
    const ends = seeds.map((seed) => seed.kill('SIGTERM'));
    expect(await Promise.all(ends)).toEqual(ends.map(() => 0));
  });

  it('adds itself once, however often it starts (S3-15)', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'seeds');
    const words = ['--seeds-file', file, '--data', join(folder, 'data')];
    const first = startSeed('0', ...words);
    const address = await addressOf(first);
    const { peer } = await first.event('listening');
    for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
      await first.kill(signal);
      const again = startSeed(address.replace(/.*:/, ''), ...words);
      expect(await again.event('listening')).toMatchObject({ peer });
      await again.kill(signal);
    }
    expect(readFileSync(file, 'utf8')).toBe(`${address}\n`);
  });

  it('adds the address that others are told to dial', async () => {
    const file = join(temporaryFolder(), 'seeds');
    const seed = startSeed('0', '--seeds-file', file, '--advertise', 'seed.example:7');
    await seed.event('listening');
    expect(linesIn(file)).toEqual(['seed.example:7']);
  });

  it('does not run where it cannot add itself', async () => {
    const file = join(temporaryFolder(), 'none', 'seeds');
    const seed = startSeed('0', '--seeds-file', file);
    expect(await seed.ended).toBe(1);
    expect(seed.events).toMatchObject([{ event: 'error', code: 'seeds-file-failed', fatal: true }]);
  });

  it('has a console as every node has', async () => {
    const seed = new CliProcess('seed', '--port', '0', '--insecure', '--json', '--no-trace');
    seed.say('status', 'quit');
    expect(await seed.ended).toBe(0);
    expect(seed.events.filter(({ event }) => event === 'answer')).toMatchObject([
      { command: 'status', ok: true },
      { command: 'quit', ok: true },
    ]);
  });

  it.each([
    [['seed', '1', '--port', '2'], 'the port is given twice, as 1 and by --port'],
    [['seed', 'x'], "--port must be a whole number from 0 to 65535, and 'x' is not"],
    [['seed', '1', '2'], "'seed' takes no more than one argument"],
    [['seed', '--seeds-file', 'f', '--host', '0.0.0.0'], '0.0.0.0 is nothing that others could'],
    [['seeds'], "argument 'n' is missing"],
    [['seeds', '0'], "argument 'n' must be a whole number from 1 to 16, and '0' is not"],
    [['seeds', '17'], "argument 'n' must be a whole number from 1 to 16, and '17' is not"],
    [
      ['seeds', '2', '--from', '0'],
      "--from must be a whole number from 1 to 65535, and '0' is not",
    ],
    [['seeds', '2', '--from', '65535'], 'there are not as many free ports from 65535 on'],
    [['seed', '--seeds', '5000'], 'a seed node asks no others, so there is no --seeds'],
    [['seeds', '2', '--port', '9'], "unknown option '--port'"],
    [['node', '--unsigned'], 'only a network with a key can do without signatures'],
    [['node', '--seeds-file', 'none'], 'there is no seeds file none'],
    [
      ['node', '--discovery', 'dht'],
      '--discovery must be none, or any of seeds,exchange,saved,lan',
    ],
    [['node', '--hop-limit', '65'], '--hop-limit must be a whole number from 1 to 64'],
  ])('and what is said to it are refused in one line: %j', async (words, line) => {
    const refused = new CliProcess(...words);
    expect(await refused.ended).toBe(2);
    expect(refused.err.startsWith(`peertape: ${line}`)).toBe(true);
    expect(refused.err.trimEnd()).not.toContain('\n');
  });

  it('is found by the file, in which each line has to make sense', async () => {
    const file = join(temporaryFolder(), 'seeds');
    writeFileSync(file, '127.0.0.1:5000\nnowhere\n');
    const refused = new CliProcess('node', '--port', '0', '--seeds-file', file);
    expect(await refused.ended).toBe(2);
    expect(refused.err).toMatch(/seeds, line 2: must be host:port, and 'nowhere' is not/);
  });
});

describe('peertape seeds', () => {
  it('runs several, says which port is busy and takes the next one (S3-04, S3-06)', async () => {
    const [folder, busy] = [temporaryFolder(), await takenPort()];
    const file = join(folder, 'seeds');
    const words = ['seeds', '3', '--from', String(busy), '--seeds-file', file];
    const seeds = new CliProcess(...words, '--insecure', '--json', { PEERTAPE_HOME: folder });
    const places: { readonly address: string; readonly node: string }[] = [];
    await seeds.eventOf(({ event, host, port, node }) => {
      if (event === 'listening')
        places.push({ address: `${String(host)}:${String(port)}`, node: String(node) });
      return places.length === 3;
    });
    expect(seeds.events[0]).toMatchObject({
      event: 'error',
      code: 'port-busy',
      text: `seed 1: another process listens on 127.0.0.1:${busy}, so it takes the next port`,
      fatal: false,
    });
    expect(new Set(places.map(({ node }) => node)).size).toBe(3);
    expect(linesIn(file)).toEqual(places.map(({ address }) => address));
    for (const { address } of places) {
      expect(existsSync(join(folder, `node-${address.replace(/.*:/, '')}`))).toBe(true);
    }
    expect(await seeds.kill('SIGTERM')).toBe(0);
    expect(seeds.events.filter(({ event }) => event === 'stopped')).toHaveLength(3);
  });

  it('is who it was when it comes back, and adds nothing to the file (S3-35)', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'seeds');
    const from = String(1 + (await takenPort()));
    const lives: string[][] = [];
    for (const signal of ['SIGINT', 'SIGKILL', 'SIGHUP'] as const) {
      const words = ['seeds', '1', '--from', from, '--seeds-file', file];
      const seeds = new CliProcess(...words, '--insecure', '--json', { PEERTAPE_HOME: folder });
      const { peer, port } = await seeds.event('listening');
      lives.push([String(peer), `127.0.0.1:${String(port)}`]);
      await seeds.kill(signal);
    }
    // Should somebody take the port in between, it is another one.
    expect(linesIn(file)).toEqual([...new Set(lives.map(([, address]) => address))]);
    expect(new Set(lives.map(([peer]) => peer)).size).toBe(linesIn(file).length);
  });

  it('tells people on each line which of them it is', async () => {
    const home = { PEERTAPE_HOME: temporaryFolder() };
    const seeds = new CliProcess('seeds', '2', '--from', String(await takenPort()), home);
    await seeds.line(/^seed 2 \| listening on /m);
    expect(await seeds.kill('SIGINT')).toBe(0);
    expect(
      seeds.out
        .trimEnd()
        .split('\n')
        .every((line) => /^seed [12] \| /.test(line)),
    ).toBe(true);
    expect(seeds.out.match(/^seed [12] \| stopped$/gm)).toHaveLength(2);
    expect(seeds.err).toMatch(
      /^peertape: seed 1: another process listens on .*, so it takes the next port\n/,
    );
  });

  it('gives up everything on a second Ctrl-C, and exits with 130', async () => {
    const seeds = new CliProcess('seeds', '2', '--insecure', '--json', {
      PEERTAPE_HOME: temporaryFolder(),
    });
    const { port } = await seeds.event('listening');
    // Whoever never ends their own side is waited for, as long as that may take.
    const silent = connect({ port: Number(port), host: '127.0.0.1', allowHalfOpen: true });
    onTestFinished(() => void silent.destroy());
    await new Promise((resolve) => silent.once('data', resolve));
    const ended = seeds.kill('SIGINT');
    await new Promise((resolve) => silent.once('end', resolve));
    void seeds.kill('SIGINT');
    expect(await ended).toBe(130);
  });

  it('can be asked from other processes, each by its port', async () => {
    const home = { PEERTAPE_HOME: temporaryFolder() };
    const from = String(await takenPort());
    const seeds = new CliProcess('seeds', '2', '--from', from, '--json', home);
    let last: unknown;
    let count = 0;
    await seeds.eventOf(({ event, port }) => {
      if (event === 'listening') [last, count] = [port, count + 1];
      return count === 2;
    });
    const asked = new CliProcess('quit', '--port', String(last), '--json', home);
    expect(await asked.ended).toBe(0);
    await seeds.event('stopped');
    expect(await seeds.kill('SIGTERM')).toBe(0);
  });
});

function startSeed(port: string, ...words: string[]): CliProcess {
  return new CliProcess('seed', port, '--insecure', '--json', '--no-console', ...words);
}

async function addressOf(seed: CliProcess): Promise<string> {
  const { host, port } = await seed.event('listening');
  return `${String(host)}:${String(port)}`;
}

async function portIn(...said: ConstructorParameters<typeof CliProcess>): Promise<unknown> {
  const told = new CliProcess(...said, '--print-config', '--json');
  const { options } = await told.event('config');
  return (options as Readonly<Record<string, { value: unknown }>>)['port']!.value;
}

function linesIn(file: string): readonly string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}

/** Somebody else listens there until the test is over. */
async function takenPort(): Promise<number> {
  const server: Server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return (server.address() as AddressInfo).port;
}
