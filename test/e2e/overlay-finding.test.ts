import { randomBytes } from 'node:crypto';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { endAll } from '../support/cli-process.ts';
import {
  allLinked,
  ask,
  freePort,
  startPeer,
  startPeers,
  startSeed,
  type PeerProcess,
} from '../support/peer-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

afterEach(endAll);

interface ScanLine {
  readonly address: string;
  readonly active: boolean;
  readonly peer?: string;
  readonly name?: string;
}

describe('scan', () => {
  it('finds exactly who is there, waits for nobody, and leaves no connection (S2-08, S2-41, S2-42)', async () => {
    const start = async (name: string, ...words: string[]): Promise<PeerProcess> =>
      startPeer(name, '--port', await freePort(), '--discovery', 'none', ...words);
    const [a, b, c] = [await start('a'), await start('b'), await start('c')];
    const silent = await silentListener(Number(await freePort()));
    const foreign = await start('x', '--network', 'elsewhere');
    const [from, to] = [Number(a.port) - 20, Number(foreign.port) + 20];
    const look = async () => (await ask(a, 'scan', `${from}-${to}`)) as readonly ScanLine[];
    // Whoever has never dialled before takes longer, and a second is all there is.
    await look();
    const lines = await look();
    const found = lines.filter(({ active }) => active);
    expect(found).toEqual(
      [b, c].map(({ address, id, name }) => ({ address, active: true, peer: id, name })),
    );
    const every = Array.from({ length: to - from + 1 }, (_, n) => `127.0.0.1:${from + n}`);
    expect(lines.map(({ address }) => address)).toEqual(every.filter((each) => each !== a.address));
    expect(lines.find(({ address }) => address.endsWith(`:${silent}`))).toEqual({
      address: `127.0.0.1:${silent}`,
      active: false,
    });
    for (const node of [a, b, c, foreign]) {
      expect(await ask(node, 'lp')).toEqual([]);
      expect(await ask(node, 'peers')).toEqual([]);
      expect(node.events.filter(({ event }) => event === 'connected')).toEqual([]);
    }
  });

  it('takes no longer for many ports than for the one where nobody answers (S2-109, S2-39)', async () => {
    const silent = await silentListener();
    const node = await startPeer('a', '--discovery', 'none');
    const from = Math.max(1, silent - 200);
    const lines = (await ask(node, 'scan', `${from}-${from + 400}`)) as readonly ScanLine[];
    expect(lines.find(({ address }) => address.endsWith(`:${silent}`))).toMatchObject({
      active: false,
    });
    const asked = node.events.find(({ event }) => event === 'listening')!;
    const answered = node.events.find(({ event }) => event === 'answer')!;
    // A greeting may take ten seconds, and a dial five.
    expect(Number(answered['at']) - Number(asked['at'])).toBeLessThan(5_000);
  });
});

describe('nodes that call on the local network', () => {
  it('find each other on this host, without a word about where they are (S0-47)', async () => {
    const network = `lan-${process.pid}`;
    const nodes = await startPeers('abc', '--network', network, '--discovery', 'lan');
    await allLinked(nodes);
    await ask(nodes[0]!, 'broadcast', 'no seed, no contact');
    for (const node of nodes.slice(1)) await node.event('message', { text: 'no seed, no contact' });
  });
});

describe('a node that has met others before', () => {
  it('finds them in its next run, though all seed nodes are gone (S0-44, S0-49, S2-34, S2-75)', async () => {
    const { friends, again } = await meetAndLeave();
    const node = await again();
    for (const { id } of friends) await node.event('connected', { peer: id });
    await ask(node, 'broadcast', 'back again');
    for (const friend of friends) await friend.event('message', { text: 'back again' });
  });

  it('finds them by what is left of a damaged file', async () => {
    const { friends, again, file } = await meetAndLeave();
    const [line] = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, Buffer.concat([randomBytes(5_000), Buffer.from(`\n${line}\n`)]));
    appendFileSync(file, line!.slice(0, 30));
    const node = await again();
    // Who is linked to one hears of the other.
    for (const { id } of friends) await node.event('connected', { peer: id });
  });

  it('starts though nothing is left of it (S3-35)', async () => {
    const { again, file } = await meetAndLeave();
    writeFileSync(file, randomBytes(5_000));
    const node = await again();
    expect(await ask(node, 'peers')).toEqual([]);
    expect(node.events.filter(({ event }) => event === 'error')).toEqual([]);
  });
});

/** Two that stay, and one that knew them in its first life, when there was a seed node. */
async function meetAndLeave() {
  const seed = await startSeed();
  const data = join(temporaryFolder(), 'data');
  const friends = await startPeers('ab', '--seeds', seed.address);
  const words = ['--seeds', seed.address, '--data', data];
  const first = await startPeer('c', ...words);
  await allLinked([...friends, first]);
  await seed.kill('SIGKILL');
  first.say('quit');
  await first.ended;
  return { friends, file: join(data, 'peers'), again: () => startPeer('c', ...words) };
}

/** Answers a dial and says nothing at all. */
async function silentListener(port = 0): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => sockets.add(socket.on('error', () => {})));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
