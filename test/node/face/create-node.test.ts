import { existsSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNode } from '../../../src/node/face/create-node.ts';
import type { NodeOptions } from '../../../src/node/face/node-options.ts';
import type { PeertapeNode } from '../../../src/node/face/peertape-node.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { PEER_ID_PATTERN } from '../../../src/protocol/peer-id.ts';
import { readTape } from '../../../src/trace/reading/tape-reader.ts';
import { FsTapeStore } from '../../../src/trace/store/fs-tape-store.ts';
import { Recording } from '../../support/recording.ts';

const nodes: PeertapeNode[] = [];
let folder = '';

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'peertape-create-')));
});
afterEach(async () => {
  await Promise.all(nodes.splice(0).map((node) => node.close({ atOnce: true })));
  rmSync(folder, { recursive: true });
});

describe('a node of the library', () => {
  it('listens once it is there, and misses nothing of its beginning', async () => {
    const node = await create({ name: 'alice', port: 0, trace: join(folder, 'tape') });
    const { events } = new Recording(node.events$);
    expect(events).toMatchObject([
      { event: 'listening', peer: node.id, name: 'alice', host: '127.0.0.1', port: node.port },
      { event: 'tape', state: 'recording', path: join(folder, 'tape') },
    ]);
    expect(node.address).toBe(`127.0.0.1:${node.port}`);
  });

  it('talks, and leaves nothing open behind it', async () => {
    const before = socketsOpen();
    const alice = await create({ name: 'alice', port: 0 });
    const bob = await create({ name: 'bob', port: 0, trace: join(folder, 'tape') });
    const heard = new Recording(bob.events$);
    await alice.connect(bob.address);
    const { to } = await alice.send('bob', 'hi');
    expect(to).toBe(bob.id);
    expect(heard.events.at(-1)).toMatchObject({ event: 'message', text: 'hi', from: alice.id });
    await bob.close();
    await alice.close();
    expect(socketsOpen()).toEqual(before);
    const kinds = [...readTape(new FsTapeStore(join(folder, 'tape')))].map(({ kind }) => kind);
    expect(kinds).not.toContain('torn');
  });

  it('has nothing open after it was closed at once either', async () => {
    const before = socketsOpen();
    const alice = await create({ port: 0 });
    const bob = await create({ port: 0, connect: [alice.address, '127.0.0.1:1'] });
    await new Recording(alice.events$).until(({ events }) =>
      events.some(({ event }) => event === 'connected'),
    );
    await Promise.all([alice.close({ atOnce: true }), bob.close({ atOnce: true })]);
    expect(socketsOpen()).toEqual(before);
  });

  it('takes the first free port from 9001 on, if it is told none', async () => {
    const nodesHere = [await create({}), await create({})];
    const [one, other] = nodesHere.map(({ port }) => port);
    expect(one).toBeGreaterThanOrEqual(9_001);
    expect(other).toBeGreaterThan(one!);
  });

  it('takes two ports when two start at once', async () => {
    const both = await Promise.all([create({}), create({})]);
    expect(new Set(both.map(({ port }) => port)).size).toBe(2);
  });

  it('comes back on the same port at once', async () => {
    const alice = await create({ port: 0 });
    const bob = await create({ port: 0, connect: [alice.address] });
    await new Recording(bob.events$).until(({ events }) =>
      events.some(({ event }) => event === 'connected'),
    );
    const { port } = alice;
    await alice.close();
    const again = await create({ port });
    expect(again.port).toBe(port);
  });
});

describe('who a node is', () => {
  it('is proven on every link, and encrypted unless it was told to be plain (S4-20, S4-23)', async () => {
    const alice = await create({ name: 'alice', port: 0, insecure: false });
    const bob = await create({ name: 'bob', port: 0, insecure: false });
    const { events } = new Recording(alice.events$);
    expect(events[0]).toMatchObject({ event: 'listening', tls: true, data: null });
    expect(await alice.connect(bob.address)).toEqual({ peer: bob.id, already: false });
    expect((await alice.send('bob', 'hi')).to).toBe(bob.id);
  });

  it('is somebody new at each start without a data folder (S2-38)', async () => {
    const one = await create({ port: 0 });
    const { port } = one;
    await one.close();
    const other = await create({ port });
    expect(other.id).toMatch(PEER_ID_PATTERN);
    expect(other.id).not.toBe(one.id);
  });

  it('is kept in the data folder, with whom it does not want (S0-44)', async () => {
    const data = join(folder, 'data');
    const first = await create({ port: 0, data });
    const enemy = 'e'.repeat(52);
    expect(await first.obey({ command: 'ban', peer: enemy })).toMatchObject({ ok: true });
    await first.close();
    const again = await create({ port: 0, data });
    expect(again.id).toBe(first.id);
    expect(new Recording(again.events$).events).toMatchObject([
      { event: 'listening', data },
      { event: 'tape', state: 'recording', path: expect.stringContaining(join(data, 'traces')) },
    ]);
    expect(readFileSync(join(data, 'banned'), 'utf8')).toBe(`${enemy}\n`);
    const peer = await create({ port: 0 });
    const connected = new Recording(peer.events$);
    await peer.connect(again.address);
    expect(connected.events.find(({ event }) => event === 'connected')).toMatchObject({
      instance: { boot: 2 },
    });
  });

  it('is one node at a time', async () => {
    const data = join(folder, 'data');
    const first = await create({ port: 0, data });
    await expect(create({ port: 0, data })).rejects.toMatchObject({
      name: 'NodeError',
      code: 'folder-in-use',
    });
    await first.close();
    expect((await create({ port: 0, data })).id).toBe(first.id);
  });

  it('does not get into a network whose key it has not (S2-80)', async () => {
    const networkKey = new Uint8Array(limits.networkKeyBytesMin).fill(7);
    const alice = await create({ port: 0, insecure: false, networkKey });
    const friend = await create({ port: 0, insecure: false, networkKey });
    const stranger = await create({ port: 0, insecure: false });
    expect((await friend.connect(alice.address)).peer).toBe(alice.id);
    await expect(stranger.connect(alice.address)).rejects.toMatchObject({
      code: 'wrong-network-key',
    });
  });
});

describe('a node that cannot be', () => {
  it('says that its port is busy, and leaves no tape and nothing open', async () => {
    const { server, port } = await somebody();
    const before = socketsOpen();
    const trace = join(folder, 'deep', 'tape');
    await expect(create({ port, trace })).rejects.toMatchObject({
      name: 'NodeError',
      code: 'port-busy',
      message: `another process listens on 127.0.0.1:${port}`,
      said: [
        { event: 'error', code: 'port-busy', fatal: true },
        { event: 'stopped', code: 'port-busy', exit: 1 },
      ],
    });
    expect(existsSync(join(folder, 'deep'))).toBe(false);
    expect(socketsOpen()).toEqual(before);
    await new Promise((resolve) => server.close(resolve));
  });

  it('leaves no data folder either, for a port that is busy or a host that is not here', async () => {
    const { server, port } = await somebody();
    const data = join(folder, 'deep', 'data');
    await expect(create({ port, data })).rejects.toMatchObject({
      code: 'port-busy',
      message: `another process listens on 127.0.0.1:${port}`,
    });
    await expect(
      create({ port: 0, host: '192.0.2.1', data, insecure: false }),
    ).rejects.toMatchObject({ code: 'listen-failed' });
    expect(existsSync(join(folder, 'deep'))).toBe(false);
    await new Promise((resolve) => server.close(resolve));
  });

  it('never writes over a trace', async () => {
    const trace = join(folder, 'tape');
    const first = await create({ port: 0, trace });
    await first.close();
    const files = readdirSync(trace);
    await expect(create({ port: 0, trace })).rejects.toMatchObject({
      code: 'trace-exists',
      said: [],
    });
    expect(readdirSync(trace)).toEqual(files);
  });

  it('is told so at once if an option is not what it must be', async () => {
    await expect(create({ port: -1 })).rejects.toThrow(RangeError);
  });
});

async function create(options: NodeOptions): Promise<PeertapeNode> {
  const node = await createNode({ insecure: true, ...options });
  nodes.push(node);
  return node;
}

/** Timers and files are the test runner's too; that they are gone is seen in a process of their own. */
function socketsOpen(): readonly string[] {
  return process.getActiveResourcesInfo().filter((name) => name.startsWith('TCP'));
}

/** Somebody else who listens. */
async function somebody(): Promise<{ server: Server; port: number }> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return { server, port: (server.address() as { port: number }).port };
}
