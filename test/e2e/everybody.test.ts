import { afterEach, describe, expect, it } from 'vitest';
import { firstFreePort } from '../../src/streams/first-free-port.ts';
import { CliProcess, endAll, startNode } from '../support/cli-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

afterEach(endAll);

describe('a line of nodes', () => {
  it('hears what one of them says to everybody, each once, and knows who is not there (S0-38, S0-39)', async () => {
    const { alice, bob, carol } = await line();
    const sent = await answer(alice, { command: 'broadcast', args: ['hi, all of you'] });
    expect(sent).toEqual({
      messageId: expect.stringMatching(`^${await idOf(alice)}/\\d+-\\d+/b\\d+$`),
      linked: [await idOf(bob)],
      unreachable: [],
    });
    const said = { from: await idOf(alice), messageId: sent['messageId'], kind: 'broadcast' };
    await bob.event('message', { ...said, text: 'hi, all of you', hops: 1 });
    await carol.event('message', { ...said, text: 'hi, all of you', hops: 2 });
    await answer(alice, { command: 'broadcast', args: ['once more'] });
    await carol.event('message', { text: 'once more' });
    const texts = carol.events.filter(({ event }) => event === 'message').map(({ text }) => text);
    expect(texts).toEqual(['hi, all of you', 'once more']);
    carol.endInput();
    await alice.event('peer', { name: 'carol', state: 'left', cause: 'presence' });
    const late = await answer(alice, { command: 'broadcast', args: ['who is left?'] });
    expect(late).toMatchObject({ linked: [await idOf(bob)], unreachable: [await idOf(carol)] });
  });

  it('can be seen from its end, by whoever asks there (S1-26)', async () => {
    const data = temporaryFolder();
    const { alice, bob, carol } = await line('--data', data);
    expect(await answer(alice, { command: 'view' })).toEqual({
      active: [
        {
          peer: await idOf(bob),
          name: 'bob',
          address: `127.0.0.1:${bob.port}`,
          inbound: false,
          pinned: true,
          eager: true,
        },
      ],
      passive: [],
    });
    await untilAllSay(alice, 1 + 2 + 1);
    expect(plain(await said('topology', '--data', data))).toEqual([
      'name  id  linked to',
      'alice  ID  bob',
      'bob  ID  alice, carol',
      'carol  ID  bob',
    ]);
    expect(plain(await said('view', '--data', data))[1]).toBe(
      `bob  ID  127.0.0.1:${bob.port}  dialled, stays  eager`,
    );
    expect(await said('announce', '--data', data)).toBe(
      'everybody is told that this node is there\n',
    );
    expect(await said('broadcast', 'two', 'words', '--data', data)).toBe('sent to 1 neighbour\n');
    await carol.event('message', { text: 'two words', kind: 'broadcast', hops: 2 });
    expect(await said('status', '--data', data)).toMatch(/^ +neighbours +1$/m);
  });
});

describe('a scan', () => {
  it('finds nodes of the network and nothing else, and leaves no connection behind', async () => {
    const data = temporaryFolder();
    const network = `scan-${process.pid}`;
    const alice = await nodeFrom(21_900, '--name', 'alice', '--network', network, '--data', data);
    const bob = await nodeFrom(Number(alice.port) + 1, '--name', 'bob', '--network', network);
    const other = await nodeFrom(Number(bob.port) + 1, '--network', 'another');
    const [from, to] = [Number(alice.port), Number(other.port) + 1];
    const scanned = new CliProcess('scan', `${from}-${to}`, '--data', data, '--json');
    expect(await scanned.ended).toBe(0);
    const ports = Array.from({ length: to - from }, (_, n) => `${from + 1 + n}`);
    expect(scanned.events[0]?.['result']).toEqual(
      await Promise.all(
        ports.map(async (port) =>
          port === bob.port
            ? { address: `127.0.0.1:${port}`, active: true, peer: await idOf(bob), name: 'bob' }
            : { address: `127.0.0.1:${port}`, active: false },
        ),
      ),
    );
    expect(await said('scan', `${from}-${to}`, '--data', data)).toMatch(
      new RegExp(`^  ${bob.port}  bob @[a-z2-7]{8}\nnobody on the other ${to - from - 1} ports\n$`),
    );
    expect(await answer(alice, { command: 'lp' })).toEqual([]);
    const misused = new CliProcess('scan', '9-1', '--data', data);
    expect([await misused.ended, misused.err]).toEqual([
      1,
      expect.stringMatching(/^peertape: scan: "9-1" is no range of ports/),
    ]);
  });
});

type Node = CliProcess & { readonly port: string };

/** Alice is linked to bob, and bob to carol; all know of each other. */
async function line(...ofAlice: string[]): Promise<{ alice: Node; bob: Node; carol: Node }> {
  const quiet = ['--discovery', 'none', '--presence', '500', '--no-trace'];
  const bob = await startNode(...quiet, '--name', 'bob');
  const ends = ['--connect', bob.port];
  const alice = await startNode(...quiet, ...ends, '--name', 'alice', ...ofAlice);
  const carol = await startNode(...quiet, ...ends, '--name', 'carol');
  await alice.event('peer', { name: 'carol', state: 'alive' });
  await carol.event('peer', { name: 'alice', state: 'alive' });
  return { alice, bob, carol };
}

/** On the first port that is free from there on. */
async function nodeFrom(first: number, ...words: string[]): Promise<Node> {
  const port = String(await firstFreePort('127.0.0.1', first));
  const quiet = ['--discovery', 'none', '--no-trace', '--insecure', '--json'];
  const node = new CliProcess('node', '--port', port, ...quiet, ...words);
  await node.event('listening');
  return Object.assign(node, { port });
}

let asked = 0;

async function answer(
  node: CliProcess,
  order: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  asked += 1;
  node.say({ id: asked, ...order });
  const { result } = await node.event('answer', { id: asked });
  return result as Readonly<Record<string, unknown>>;
}

async function idOf(node: CliProcess): Promise<string> {
  return (await node.event('listening'))['node'] as string;
}

async function said(...words: string[]): Promise<string> {
  const client = new CliProcess(...words);
  expect([await client.ended, client.err]).toEqual([0, '']);
  return client.out;
}

/** What all say of themselves comes to be true a little later, and there is no event for that. */
async function untilAllSay(node: CliProcess, links: number): Promise<void> {
  for (;;) {
    const lines = (await answer(node, { command: 'topology' })) as unknown as readonly {
      readonly linked: readonly string[];
    }[];
    if (lines.reduce((sum, { linked }) => sum + linked.length, 0) === links) return;
  }
}

/** The lines, with one gap where columns have theirs. */
function plain(told: string): readonly string[] {
  const lines = told.trimEnd().split('\n');
  return lines.map((each) =>
    each
      .trim()
      .replaceAll(/@[a-z2-7]{8}/g, 'ID')
      .replaceAll(/ {2,}/g, '  '),
  );
}
