import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { blackHole } from '../support/black-hole.ts';
import { CliProcess, endAll } from '../support/cli-process.ts';
import {
  allLinked,
  ask,
  askUntil,
  endPolitely,
  freePort,
  startPeer,
  startPeers,
  startSeed,
  timesHeard,
} from '../support/peer-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

afterEach(endAll);

interface Status {
  readonly overlay: { readonly listed: number | null };
}

describe('nodes that know one seed node', () => {
  it('find each other, and what one says to all comes to each of them once (S0-46, S2-29, S3-01, S3-02, S3-26, S4-26)', async () => {
    const seed = await startSeed();
    const nodes = await startPeers('abc', '--seeds', seed.address);
    await allLinked(nodes);
    for (const { name, say } of nodes.map((node) => ({ name: node.name, say: node })))
      say.say({ command: 'broadcast', args: [`from ${name}`] });
    for (const node of nodes) {
      for (const other of nodes.filter((each) => each !== node)) {
        const told = await node.event('message', { text: `from ${other.name}` });
        expect(told).toMatchObject({ from: other.id, kind: 'broadcast' });
      }
    }
    await endPolitely(nodes);
    for (const node of nodes) {
      const times = nodes.map(({ name }) => timesHeard(node, `from ${name}`));
      expect(times).toEqual(nodes.map((other) => (other === node ? 0 : 1)));
    }
    expect(timesHeard(seed, 'from a')).toBe(0);
  });

  it('may have started before it', async () => {
    const port = await freePort();
    const nodes = await startPeers('ab', '--seeds', `127.0.0.1:${port}`);
    await Promise.all(nodes.map((node) => node.event('refused', { code: 'refused' })));
    await startSeed('--port', port);
    await allLinked(nodes);
  });

  it('do without it once they have met, and are listed again when it is back (S3-03, S3-41, S4-07)', async () => {
    const port = await freePort();
    const words = ['--port', port, '--data', join(temporaryFolder(), 'seed')];
    const seed = await startSeed(...words);
    const nodes = await startPeers('abc', '--seeds', seed.address);
    await allLinked(nodes);
    await seed.kill('SIGKILL');
    for (const node of nodes) await node.event('disconnected', { peer: seed.id, how: 'lost' });
    await ask(nodes[0]!, 'broadcast', 'nobody leads us');
    for (const node of nodes.slice(1)) await node.event('message', { text: 'nobody leads us' });

    const again = await startSeed(...words);
    expect(again.id).toBe(seed.id);
    await Promise.all(nodes.map(({ id }) => again.event('connected', { peer: id })));
    await askUntil(again, 'status', ({ overlay }: Status) => overlay.listed === nodes.length);
    const newcomer = await startPeer('d', '--seeds', again.address);
    await allLinked([...nodes, newcomer]);
  });

  it('are taken off its list when they are gone (S3-30)', async () => {
    const seed = await startSeed();
    const nodes = await startPeers('abc', '--seeds', seed.address);
    await allLinked(nodes);
    await askUntil(seed, 'status', ({ overlay }: Status) => overlay.listed === 3);
    await nodes[0]!.kill('SIGKILL');
    await askUntil(seed, 'status', ({ overlay }: Status) => overlay.listed === 2);
    await nodes[1]!.kill('SIGTERM');
    await askUntil(seed, 'status', ({ overlay }: Status) => overlay.listed === 1);
  });
});

describe('of several seed nodes', () => {
  it('one that is down costs one line, and nobody waits for it (S3-34)', async () => {
    const seed = await startSeed();
    const down = `127.0.0.1:${await freePort()}`;
    const folder = temporaryFolder();
    const file = join(folder, 'seeds');
    writeFileSync(file, `${down}\n${seed.address}\n`);
    const first = await startPeer('a', '--seeds-file', file);
    const node = new CliProcess(
      'node',
      '--port',
      '0',
      '--seeds-file',
      file,
      '--data',
      join(folder, 'data'),
    );
    await node.line(/^connected to a /m);
    node.say('broadcast found you');
    await first.event('message', { text: 'found you' });
    node.endInput();
    expect(await node.ended).toBe(0);
    const about = node.out.split('\n').filter((line) => line.includes(down));
    expect(about).toHaveLength(1);
  });

  it('one that never answers keeps nobody waiting', async () => {
    const hole = await blackHole();
    onTestFinished(() => hole.close());
    const seed = await startSeed();
    const words = ['--seeds', seed.address, '--seeds', `127.0.0.1:${hole.port}`];
    const nodes = await startPeers('ab', ...words, '--dial-timeout', '60000');
    await allLinked(nodes);
    for (const { events } of nodes)
      expect(events.filter(({ event }) => event === 'refused')).toEqual([]);
  });

  it('all are asked, and who is known to one of them is found (S3-19, S3-20)', async () => {
    const [one, other] = [await startSeed(), await startSeed()];
    const [a] = await startPeers('a', '--seeds', one.address);
    const [b] = await startPeers('b', '--seeds', other.address);
    await askUntil(one, 'status', ({ overlay }: Status) => overlay.listed === 1);
    await askUntil(other, 'status', ({ overlay }: Status) => overlay.listed === 1);
    const both = await startPeer('c', '--seeds', `${one.address},${other.address}`);
    await both.event('connected', { peer: a!.id });
    await both.event('connected', { peer: b!.id });
  });
});

describe('two networks on one machine', () => {
  it('stay apart, though they share a file of seed nodes', async () => {
    const file = join(temporaryFolder(), 'seeds');
    const worlds = await Promise.all(
      ['red', 'blue'].map(async (network) => {
        const seed = await startSeed('--network', network, '--seeds-file', file);
        return { network, seed };
      }),
    );
    appendFileSync(file, '# both of them\n');
    const nodes = await Promise.all(
      worlds.map(({ network }) => startPeers('abc', '--network', network, '--seeds-file', file)),
    );
    for (const [index, { network, seed }] of worlds.entries()) {
      const own = nodes[index]!;
      await allLinked(own);
      await ask(own[0]!, 'broadcast', `only ${network}`);
      for (const node of own.slice(1)) await node.event('message', { text: `only ${network}` });
      const inside = new Set([seed.id, ...own.map(({ id }) => id)]);
      for (const node of own) {
        const peers = (await ask(node, 'peers')) as readonly { readonly peer: string }[];
        expect(peers.map(({ peer }) => peer).filter((peer) => !inside.has(peer))).toEqual([]);
      }
    }
    await endPolitely(nodes.flat());
    for (const node of nodes.flat()) {
      const connected = node.events.filter(({ event }) => event === 'connected');
      const own = worlds.findIndex((_, index) => nodes[index]!.includes(node));
      const inside = [worlds[own]!.seed.id, ...nodes[own]!.map(({ id }) => id)];
      for (const { peer } of connected) expect(inside).toContain(peer);
      expect(timesHeard(node, `only ${worlds[1 - own]!.network}`)).toBe(0);
    }
  });
});
