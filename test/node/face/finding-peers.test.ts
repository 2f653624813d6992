import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createNode } from '../../../src/node/face/create-node.ts';
import { judgeOptions } from '../../../src/node/face/judge-options.ts';
import { openLiveParts } from '../../../src/node/face/live-parts.ts';
import type { Loss } from '../../../src/node/face/losses.ts';
import type { NodeOptions } from '../../../src/node/face/node-options.ts';
import type { PeertapeNode } from '../../../src/node/face/peertape-node.ts';
import { startNode } from '../../../src/node/face/start-node.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { Recording } from '../../support/recording.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('nodes that were told of nobody', () => {
  it('find each other on the local network, and leave no socket behind', async () => {
    const network = randomBytes(8).toString('hex');
    const alice = await create({ network, discovery: ['lan'] });
    const bob = await create({ network, discovery: ['lan'] });
    const [byAlice, byBob] = [await connected(alice), await connected(bob)];
    expect([byAlice, byBob]).toMatchObject([{ peer: bob.id }, { peer: alice.id }]);
    await Promise.all([alice.close(), bob.close()]);
    expect(process.getActiveResourcesInfo()).not.toContain('UDPWrap');
  });

  it('find those whom they had in an earlier run', async () => {
    const data = join(temporaryFolder(), 'data');
    const bob = await create({});
    const alice = await create({ data, discovery: ['saved'], connect: [bob.address] });
    await connected(alice);
    await alice.close();
    expect(readFileSync(join(data, 'peers'), 'utf8')).toMatch(
      new RegExp(`^${bob.id}@${bob.address}\\t\\d{13}\\tpeertape\\n$`),
    );
    const again = await create({ data, discovery: ['saved'] });
    expect(await connected(again)).toMatchObject({ peer: bob.id });
  });

  it('do not take a seed node for somebody they could turn to', async () => {
    const data = join(temporaryFolder(), 'data');
    const seed = await create({ role: 'seed' });
    const about = { data, seeds: [seed.address] };
    const alice = await create({ ...about, discovery: ['seeds', 'saved'] });
    expect(await connected(alice)).toMatchObject({ peer: seed.id });
    await alice.close();
    const again = await create({ ...about, discovery: ['saved'] });
    expect(await again.peers()).toEqual([]);
  });

  it('know nobody from a run in another network', async () => {
    const data = join(temporaryFolder(), 'data');
    const bob = await create({});
    const alice = await create({ data, discovery: ['saved'], connect: [bob.address] });
    await connected(alice);
    await alice.close();
    const elsewhere = await create({ data, discovery: ['saved'], network: 'elsewhere' });
    expect(await elsewhere.peers()).toEqual([]);
  });

  it('do not look where they were told not to', async () => {
    const data = join(temporaryFolder(), 'data');
    await (await create({ data })).close();
    rmSync(join(data, 'peers'), { force: true });
    mkdirSync(join(data, 'peers'));
    const node = await create({ data, discovery: [] });
    expect(errorsOf(node)).toEqual([]);
  });
});

describe('a list of saved peers that is of no use', () => {
  it.each<[string, (path: string) => void, readonly unknown[]]>([
    ['is damaged', (path) => writeFileSync(path, randomBytes(10_000)), []],
    ['is cut off', (path) => writeFileSync(path, `${'a'.repeat(52)}@127.0.0.1:9\t17`), []],
    [
      'is huge',
      (path) => writeFileSync(path, 'x'.repeat(limits.keptFileBytesMax + 1)),
      [loss(`peers has over ${limits.keptFileBytesMax} bytes`)],
    ],
    ['is a folder', (path) => mkdirSync(path), [loss('')]],
  ])('does not stop a start when it %s', async (_, spoil, errors) => {
    const data = join(temporaryFolder(), 'data');
    await (await create({ data })).close();
    rmSync(join(data, 'peers'), { recursive: true, force: true });
    spoil(join(data, 'peers'));
    expect(errorsOf(await create({ data, discovery: ['saved'] }))).toMatchObject(errors);
  });
});

describe('a node that lacks something from the beginning', () => {
  it('says so once it listens, and goes on', async () => {
    const wishes = { ...judgeOptions({ insecure: true, trace: false, discovery: [] }), port: 0 };
    const parts = await openLiveParts(wishes);
    const lost: Loss = { code: 'lan-failed', text: 'nobody is called or heard' };
    const node = await startNode(wishes, { ...parts, tellLosses: (tell) => tell(lost) });
    onTestFinished(() => node.close({ atOnce: true }));
    expect(new Recording(node.events$).events).toMatchObject([
      { event: 'listening' },
      { event: 'error', ...lost, fatal: false },
    ]);
    expect(await node.obey({ command: 'status' })).toMatchObject({ ok: true });
  });
});

async function create(options: NodeOptions): Promise<PeertapeNode> {
  const node = await createNode({
    port: 0,
    insecure: true,
    trace: false,
    discovery: [],
    ...options,
  });
  onTestFinished(() => node.close({ atOnce: true }));
  return node;
}

/** Its first connection. */
async function connected(node: PeertapeNode): Promise<unknown> {
  const state = new Recording(node.state$);
  const first = () => state.events.at(-1)?.links.find((link) => link.state === 'established');
  await state.until(() => first() !== undefined);
  state.unsubscribe();
  return first();
}

function errorsOf(node: PeertapeNode): readonly unknown[] {
  return new Recording(node.events$, ({ event }) => event === 'error').events;
}

function loss(why: string): unknown {
  const text = expect.stringMatching(
    new RegExp(`^the peers of earlier runs are not known: .*${why}`),
  );
  return { code: 'folder-failed', text, fatal: false };
}
