import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { limits } from '../../src/protocol/limits.ts';
import { type CliProcess, endAll, startNode } from '../support/cli-process.ts';
import { fieldOf, soMany } from '../support/so-many.ts';
import { freeze, thaw } from '../support/freeze.ts';
import { witnesses } from '../support/witnesses.ts';

/** Asked so often, a silent peer is found out in seconds. */
const PING_MS = 100;
const OFTEN = ['--ping-interval', String(PING_MS)];
/** However slow the peer has been before, nobody waits for longer: an answer that is still heard starts it anew once. */
const SILENCE_MS_MAX = PING_MS + (2 + limits.probesMax) * limits.pongTimeoutMaxMs;
/** Long enough for a probe, and well within all of them together. */
const PAUSE_MS = 700;

afterEach(endAll);

describe('a peer that stands still', () => {
  it('and goes on in time has lost nothing, and nobody notices', async () => {
    const { alice, ann, both } = await witnesses(...OFTEN);
    const bob = await startNode('--name', 'bob', ...OFTEN, ...both);
    await Promise.all([alice.event('connected'), ann.line(/^bob @\S+ has connected/m)]);
    bob.say(...texts('alice', 'bob', 100));
    await alice.event('message');
    freeze(bob);
    alice.say(...texts('bob', 'alice', 100));
    await alice.event('answer', { id: 'alice 100' });
    // The pause itself is what is tested, and not a wait for something.
    await setTimeout(PAUSE_MS);
    thaw(bob);
    await Promise.all([fates(alice, 100), fates(bob, 100)]);
    // Each tells in its own time: one can have told of a receipt before the other tells of the text.
    await Promise.all([
      alice.event('message', { text: 'bob 100' }),
      bob.event('message', { text: 'alice 100' }),
    ]);
    expect(fieldOf(alice, 'text', 'message')).toEqual(
      texts('alice', 'bob', 100).map(({ args }) => args[1]),
    );
    expect(fieldOf(bob, 'text', 'message')).toEqual(
      texts('bob', 'alice', 100).map(({ args }) => args[1]),
    );
    for (const node of [alice, bob]) {
      expect(fieldOf(node, 'event', 'undelivered', 'disconnected', 'refused')).toEqual([]);
    }
    expect(ann.out).not.toMatch(/lost|closed|left/);
  });

  it('for too long is lost, says in its turn that it has lost them, and comes back', async () => {
    const { alice, ann, both } = await witnesses(...OFTEN);
    const bob = await startNode('--name', 'bob', ...OFTEN, ...both);
    await Promise.all([alice.event('connected'), ann.line(/^bob @\S+ has connected/m)]);
    await Promise.all([haveTalked(alice, 'bob'), haveTalked(ann, 'bob')]);
    const stoppedAt = Date.now();
    freeze(bob);
    alice.say(...texts('bob', 'alice', 5));
    const lost = await alice.event('disconnected');
    expect(lost).toMatchObject({ how: 'lost', code: 'silent', by: 'us' });
    expect(Number(lost['at']) - stoppedAt).toBeLessThan(SILENCE_MS_MAX);
    await ann.line(/^lost bob @\S+: no sign of life in spite of probes \(silent\)$/m);
    await fates(alice, 6);
    expect(fieldOf(alice, 'code', 'undelivered')).toEqual(
      Array.from({ length: 5 }, () => 'silent'),
    );

    thaw(bob);
    for (const peer of [alice, ann]) {
      const address = `127.0.0.1:${peer.port}`;
      expect(await bob.event('disconnected', { address })).toMatchObject({
        how: 'lost',
        code: expect.stringMatching(/^(reset|ended)$/),
        by: 'link',
      });
    }
    await Promise.all([connectedAgain(alice), ann.line(/connected[^]*lost[^]*connected/)]);
    alice.say({ id: 'again', command: 'send', args: ['bob', 'welcome back'] });
    await bob.event('message', { text: 'welcome back' });
  });

  it('where it listens is lost by who dialled it, and found again', async () => {
    const alice = await startNode('--name', 'alice', ...OFTEN);
    const bob = await startNode('--name', 'bob', ...OFTEN, '--connect', alice.port);
    await bob.event('connected');
    await haveTalked(bob, 'alice');
    freeze(alice);
    await bob.event('disconnected', { how: 'lost', code: 'silent', by: 'us' });
    thaw(alice);
    await alice.event('disconnected', { how: 'lost', by: 'link' });
    await Promise.all([connectedAgain(alice), connectedAgain(bob)]);
    bob.say({ id: 'again', command: 'send', args: ['alice', 'welcome back'] });
    await alice.event('message', { text: 'welcome back' });
  });
});

/** From then on it is measured how far the peer is: the answer to the first ping comes before the receipt. */
async function haveTalked(node: CliProcess, peer: string): Promise<void> {
  node.say(`send ${peer} hello`);
  await node.line(/delivered/);
}

function texts(to: string, from: string, count: number) {
  return Array.from({ length: count }, (_, index) => {
    const text = `${from} ${index + 1}`;
    return { id: text, command: 'send', args: [to, text] as const };
  });
}

/** Once it is known of so many texts what became of them. */
async function fates(node: CliProcess, count: number): Promise<void> {
  await soMany(node, count, ({ event }) => event === 'delivered' || event === 'undelivered');
}

async function connectedAgain(node: CliProcess): Promise<void> {
  await soMany(node, 2, ({ event }) => event === 'connected');
}
