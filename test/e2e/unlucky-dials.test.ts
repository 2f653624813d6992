import { afterEach, describe, expect, it } from 'vitest';
import { CliProcess, endAll } from '../support/cli-process.ts';
import { ROUNDS_FACTOR } from '../support/rounds-factor.ts';
import { soMany } from '../support/so-many.ts';

type Node = CliProcess & { readonly port: string };

afterEach(endAll);

describe('two nodes that dial each other at once', { timeout: 120_000 * ROUNDS_FACTOR }, () => {
  it.each([
    ['encrypted', 200, []],
    ['plain', 100, ['--insecure']],
  ])('agree on one connection, on %s links, %i times (S0-31)', async (_, rounds, how) => {
    const [alice, bob] = await Promise.all([start('alice', how), start('bob', how)]);
    for (let round = 1; round <= rounds * ROUNDS_FACTOR; round += 1) {
      await Promise.all([
        ask(alice, `c${round}`, 'connect', bob.port),
        ask(bob, `c${round}`, 'connect', alice.port),
      ]);
      await Promise.all([
        ask(alice, `s${round}`, 'send', 'bob', `a${round}`),
        ask(bob, `s${round}`, 'send', 'alice', `b${round}`),
        alice.event('message', { text: `b${round}` }),
        bob.event('message', { text: `a${round}` }),
      ]);
      await Promise.all([oneLink(alice, round), oneLink(bob, round)]);
      const [ours, theirs] = [openLinks(alice), openLinks(bob)];
      expect([ours.length, theirs.length]).toEqual([1, 1]);
      expect(ours[0]!['inbound']).not.toBe(theirs[0]!['inbound']);

      const isAlices = round % 2 === 0;
      await (isAlices
        ? ask(alice, `d${round}`, 'disconnect', 'bob')
        : ask(bob, `d${round}`, 'disconnect', 'alice'));
      const closed = { how: 'closed', code: 'disconnected', by: 'us' };
      const left = { how: 'left', code: 'disconnected', by: 'peer' };
      expect([
        await alice.event('disconnected', { link: ours[0]!['link'] }),
        await bob.event('disconnected', { link: theirs[0]!['link'] }),
      ]).toMatchObject(isAlices ? [closed, left] : [left, closed]);
    }
    for (const { events } of [alice, bob]) {
      expect(events.filter(({ event }) => event === 'undelivered' || event === 'error')).toEqual(
        [],
      );
    }
  });

  it('tell people of one connection, and of nothing that failed', async () => {
    const ann = new CliProcess('node', '--port', '0', '--name', 'ann');
    const [, port = ''] = await ann.line(/^listening on 127\.0\.0\.1:(\d+) /m);
    const bob = await start('bob', []);
    for (let round = 1; round <= ROUNDS_IN_WORDS; round += 1) {
      ann.say(`connect ${bob.port}`);
      await ask(bob, `c${round}`, 'connect', port);
      ann.say(`send bob a${round}`);
      await bob.event('message', { text: `a${round}` });
      await oneLink(bob, round);
      ann.say('disconnect bob');
      await soMany(
        bob,
        round,
        ({ event, code }) => event === 'disconnected' && code === 'disconnected',
      );
    }
    ann.endInput();
    expect(await ann.ended).toBe(0);
    const told = ann.out.split('\n').slice(2, -2);
    const kinds = told.map((line) => line.replaceAll(/ @[a-z2-7]{8}| \(.*\)/g, ''));
    expect([...new Set(kinds)].filter((kind) => !EXPECTED.has(kind))).toEqual([]);
    const connections = kinds.filter((kind) => /^(connected to bob|bob has connected)$/.test(kind));
    expect(connections).toHaveLength(ROUNDS_IN_WORDS);
  });
});

const ROUNDS_IN_WORDS = 100;
const EXPECTED: ReadonlySet<string> = new Set([
  'connected to bob',
  'bob has connected',
  'already connected to bob',
  'delivered to bob',
  'closed the connection to bob: a user asked for it',
]);

/** It has answered, and the answer is yes. */
async function ask(node: Node, id: string, command: string, ...args: string[]) {
  node.say({ id, command, args });
  const answer = await node.event('answer', { id });
  expect(answer).toMatchObject({ ok: true });
  return answer;
}

/** Once the other one of two links is gone, and with it all that was under way. */
async function oneLink(node: Node, round: number): Promise<void> {
  for (let turn = 1; ; turn += 1) {
    const { result } = await ask(node, `l${round} ${turn}`, 'status');
    const { links, linked } = result as { links: number; linked: number };
    if (links === 1 && linked === 1) return;
  }
}

function openLinks({ events }: Node) {
  const gone = new Set(
    events.filter(({ event }) => event === 'disconnected').map(({ link }) => link),
  );
  return events.filter(({ event, link }) => event === 'connected' && !gone.has(link));
}

async function start(name: string, how: readonly string[]): Promise<Node> {
  const node = new CliProcess('node', ...how, '--port', '0', '--json', '--name', name);
  const { port } = await node.event('listening');
  return Object.assign(node, { port: String(port) });
}
