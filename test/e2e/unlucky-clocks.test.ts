import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { CliProcess, endAll } from '../support/cli-process.ts';
import { datedDataFolder } from '../support/dated-data-folder.ts';
import { clockOffBy } from '../support/shifted-clock.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const HOUR_MS = 3_600_000;
/** No part of a test takes so long. */
const SOON_MS = 60_000;

afterEach(endAll);

describe('nodes whose clocks are an hour apart', () => {
  it.each([
    ['encrypted', []],
    ['plain', ['--insecure']],
  ])('talk, measure and part as ever, each by its own time, on %s links', async (_, links) => {
    const begunAt = Date.now();
    const [alice, bob] = await Promise.all([
      startOffBy(HOUR_MS, '--name', 'alice', ...links),
      startOffBy(-HOUR_MS, '--name', 'bob', ...links),
    ]);
    bob.say(`connect ${alice.port}`, 'send alice hi');
    await alice.event('message', { text: 'hi' });
    alice.say('send bob ho');
    await bob.event('message', { text: 'ho' });
    const [ours, theirs] = [await alice.event('delivered'), await bob.event('delivered')];
    alice.say('peers');
    const { result } = await alice.event('answer', { command: 'peers' });
    const [known] = result as readonly { rttMs: number; lastSeen: number }[];
    alice.say('quit');
    expect(await alice.ended).toBe(0);
    await bob.event('disconnected', { how: 'left', code: 'quit' });
    bob.endInput();
    expect(await bob.ended).toBe(0);

    for (const ms of [ours['ms'], theirs['ms'], known!.rttMs]) expect(ms).toSatisfy(isSoon);
    expect(known!.lastSeen - HOUR_MS - begunAt).toSatisfy(isSoon);
    for (const { at } of alice.events) expect(Number(at) - HOUR_MS - begunAt).toSatisfy(isSoon);
    for (const { at } of bob.events) expect(Number(at) + HOUR_MS - begunAt).toSatisfy(isSoon);

    for (const node of [alice, bob]) {
      const { trace } = await node.event('listening');
      const replay = new CliProcess('replay', String(trace), '--json');
      expect([await replay.ended, replay.events.at(-1)]).toMatchObject([0, { verdict: 'same' }]);
    }
  });

  it('take certificates for what they are, whatever dates stand in them', async () => {
    const folder = temporaryFolder();
    const [past, future] = await Promise.all([
      datedDataFolder(join(folder, 'past'), 2001, 2002),
      datedDataFolder(join(folder, 'future'), 2098, 2099),
    ]);
    const alice = await startOffBy(HOUR_MS, '--name', 'alice', '--data', past);
    const bob = await startOffBy(-HOUR_MS, '--name', 'bob', '--data', future);
    bob.say(`connect ${alice.port}`, 'send alice hi');
    await alice.event('message', { text: 'hi' });
    alice.say('send bob ho');
    await bob.event('message', { text: 'ho' });
  });
});

function isSoon(ms: unknown): boolean {
  return typeof ms === 'number' && ms >= 0 && ms < SOON_MS;
}

async function startOffBy(ms: number, ...words: string[]) {
  const node = new CliProcess('node', '--port', '0', '--json', ...words, clockOffBy(ms));
  const { port } = await node.event('listening');
  return Object.assign(node, { port: String(port) });
}
