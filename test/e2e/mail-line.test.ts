import { afterEach, describe, expect, it } from 'vitest';
import { createNode } from '../../src/node/face/create-node.ts';
import { CliProcess, endAll, startNode } from '../support/cli-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

afterEach(endAll);

describe('a text to somebody two links away', () => {
  it('arrives, and both ends know over whom (S0-40, S1-19, S1-21)', async () => {
    const { alice, bob, carol, ids } = await line();
    const sent = await result(alice, { command: 'send', args: ['carol', 'hi'] });
    expect(sent).toEqual({ messageId: expect.stringMatching(/./), to: ids.carol });
    const { messageId } = sent;
    const way = { hops: 2, path: [ids.bob] };
    const came = await carol.event('message', { messageId });
    expect(came).toMatchObject({ from: ids.alice, kind: 'relayed', text: 'hi', ...way });
    const delivered = await alice.event('delivered', { messageId });
    expect(delivered).toMatchObject({ to: ids.carol, ...way, ms: expect.any(Number) });
    // Whoever passes it on has neither written nor got it.
    expect(bob.events.filter(({ event }) => event === 'message')).toEqual([]);
  });

  it('is a text whatever it looks like (S0-61)', async () => {
    const { alice, carol } = await line();
    const texts = ['quit', 'relay race', '{"command":"quit"}', '[relayed] hi'];
    for (const text of texts) {
      await result(alice, { command: 'send', args: ['carol', text] });
      await carol.event('message', { text });
    }
    expect((await result(carol, { command: 'status' }))['linked']).toBe(1);
  });

  it('fails with the place where it went no further, and in words too (S0-62)', async () => {
    const data = temporaryFolder();
    const { alice, ids } = await line({ ofAlice: ['--hop-limit', '1', '--data', data] });
    await result(alice, { command: 'send', args: [ids.carol, 'hi'] });
    const told = await alice.event('undelivered', { to: ids.carol });
    expect(told).toMatchObject({ code: 'hop-limit', where: ids.bob, hops: 1 });
    const words = await said(1, 'send', 'carol', 'hi', '--wait', '--data', data);
    expect(words.err).toMatch(
      /^peertape: send: the peer is farther away than the hop limit, says bob, 1 hop away \(.*\)\n$/,
    );
    const json = await said(1, 'send', 'carol', 'hi', '--wait', '--data', data, '--json');
    expect(json.events).toMatchObject([
      { ok: false, error: { code: 'hop-limit', where: ids.bob, hops: 1 } },
    ]);
  });

  it('is not passed on by whoever passes nothing on, who can be written to all the same', async () => {
    const { alice, bob, ids } = await line({ ofBob: ['--no-relay'] });
    await result(alice, { command: 'send', args: ['carol', 'hi'] });
    await alice.event('undelivered', { to: ids.carol, code: 'no-route' });
    await result(alice, { command: 'send', args: ['bob', 'hi'] });
    await bob.event('message', { text: 'hi', kind: 'direct', hops: 1 });
  });

  it('tells its user over whom it came, and whoever waits over whom it went', async () => {
    const data = temporaryFolder();
    const { alice, bob } = await line({ ofAlice: ['--data', data] });
    const plain = ['--insecure', '--port', '0', '--connect', bob.port];
    const dave = new CliProcess('node', ...plain, '--name', 'dave', ...QUIET);
    await alice.event('peer', { name: 'dave', state: 'alive' });
    await dave.line(/^alice @.* is there/m);
    const sent = await said(0, 'send', 'dave', 'two', 'words', '--wait', '--data', data);
    expect(sent.out).toMatch(/^delivered to dave @[a-z2-7]{8}\n$/);
    await dave.line(/^alice \(2 hops, over bob\): two words$/m);
  });
});

describe('a way', () => {
  it('is told hop by hop, with times, to programs and to people', async () => {
    const data = temporaryFolder();
    const { alice, ids } = await line({ ofAlice: ['--data', data] });
    expect(await result(alice, { command: 'route', args: ['carol'] })).toEqual({
      peer: ids.carol,
      hops: 2,
      path: [ids.bob],
      times: [
        { peer: ids.bob, hops: 1, ms: expect.any(Number) },
        { peer: ids.carol, hops: 2, ms: expect.any(Number) },
      ],
    });
    const { out } = await said(0, 'route', 'carol', '--data', data);
    expect(out).toMatch(
      /^ {2}1 hop {3}bob {4}@[a-z2-7]{8} {2}[\d.]+ ms\n {2}2 hops {2}carol {2}@[a-z2-7]{8} {2}[\d.]+ ms\n$/,
    );
  });
});

describe('what is asked and published from a terminal', () => {
  it('is answered by a program two links away, or declined with the reason', async () => {
    const data = temporaryFolder();
    const { alice, bob, ids } = await line({ ofAlice: ['--data', data] });
    const here = { port: 0, insecure: true, discovery: [], presenceIntervalMs: 500 };
    const dan = await createNode({ ...here, name: 'dan', connect: [`127.0.0.1:${bob.port}`] });
    dan.answer('shout', ({ content }) => new TextDecoder().decode(content).toUpperCase());
    dan.answer('silence', () => Promise.reject(new Error('no')));
    try {
      await alice.event('peer', { name: 'dan', state: 'alive' });
      const way = { hops: 2, path: [ids.bob] };
      expect(await result(alice, { command: 'ask', args: ['dan', 'shout', 'quit now'] })).toEqual({
        from: dan.id,
        messageId: expect.stringMatching(`^${ids.alice}/`),
        text: 'QUIT NOW',
        ...way,
        ms: expect.any(Number),
      });
      const asked = await said(0, 'ask', 'dan', 'shout', 'from', 'a', 'script', '--data', data);
      expect(asked.out).toBe('dan answers: FROM A SCRIPT (2 hops, over bob)\n');
      const codes = [];
      for (const topic of ['silence', 'weather']) {
        codes.push((await answer(alice, { command: 'ask', args: ['dan', topic, '?'] }))['error']);
      }
      expect(codes).toMatchObject([{ code: 'answer-failed' }, { code: 'no-such-topic' }]);
      const published = await said(0, 'publish', 'weather', 'rain', 'again', '--data', data);
      expect(published.out).toBe('sent to 1 neighbour\n');
      await bob.event('message', { kind: 'topic', topic: 'weather', text: 'rain again', hops: 1 });
    } finally {
      await dan.close();
    }
  });
});

const QUIET = ['--discovery', 'none', '--presence', '500', '--no-trace'];

interface Wishes {
  readonly ofAlice?: readonly string[];
  readonly ofBob?: readonly string[];
}

/** Alice is linked to bob, and bob to carol, of whom alice knows. */
async function line({ ofAlice = [], ofBob = [] }: Wishes = {}) {
  const bob = await startNode(...QUIET, '--name', 'bob', ...ofBob);
  const ends = [...QUIET, '--connect', bob.port];
  const alice = await startNode(...ends, '--name', 'alice', ...ofAlice);
  const carol = await startNode(...ends, '--name', 'carol');
  await alice.event('peer', { name: 'carol', state: 'alive' });
  const [a, b, c] = await Promise.all([alice, bob, carol].map(idOf));
  return { alice, bob, carol, ids: { alice: a!, bob: b!, carol: c! } };
}

let asked = 0;

async function answer(node: CliProcess, order: object) {
  asked += 1;
  node.say({ id: asked, ...order });
  return node.event('answer', { id: asked });
}

async function result(node: CliProcess, order: object): Promise<Readonly<Record<string, unknown>>> {
  const { ok, error, result: given } = await answer(node, order);
  expect([ok, error]).toEqual([true, undefined]);
  return given as Readonly<Record<string, unknown>>;
}

async function idOf(node: CliProcess): Promise<string> {
  return (await node.event('listening'))['node'] as string;
}

async function said(exit: number, ...words: string[]): Promise<CliProcess> {
  const client = new CliProcess(...words);
  expect([await client.ended, client.out + client.err]).toEqual([exit, expect.anything()]);
  return client;
}
