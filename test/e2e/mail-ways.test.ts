import { afterEach, describe, expect, it } from 'vitest';
import { endAll } from '../support/cli-process.ts';
import { ask, startPeer, timesHeard, type PeerProcess } from '../support/peer-process.ts';

afterEach(endAll);

type Event = PeerProcess['events'][number];
type Words = readonly string[];

describe('a line of five, which is four hops', () => {
  it('is crossed by what may go four, and by nothing that may go three (S0-62)', async () => {
    const [n0, n1, n2, n3, n4] = (await startLine('abcde', (name) =>
      name === 'e' ? ['--hop-limit', '3'] : ['--hop-limit', '4'],
    )) as [PeerProcess, PeerProcess, PeerProcess, PeerProcess, PeerProcess];
    const way = { hops: 4, path: [n1.id, n2.id, n3.id] };
    expect(await fate(n0, n4, 'far enough')).toMatchObject({ event: 'delivered', ...way });
    expect(await n4.event('message', { text: 'far enough' })).toMatchObject({
      kind: 'relayed',
      from: n0.id,
      ...way,
    });
    expect(await fate(n4, n0, 'too far')).toMatchObject({
      event: 'undelivered',
      code: 'hop-limit',
      where: n1.id,
      hops: 3,
    });
    expect(await fate(n4, n1, 'as far as that')).toMatchObject({ event: 'delivered', hops: 3 });
    expect(timesHeard(n0, 'too far')).toBe(0);
  });
});

describe('a diamond', () => {
  it('is crossed by the other way when its middle is killed, and not when both are', async () => {
    const near = await startPeer('near', ...QUIET);
    const middles = [
      await startPeer('left', ...QUIET, '--connect', near.address),
      await startPeer('right', ...QUIET, '--connect', near.address),
    ];
    const both = middles.flatMap(({ address }) => ['--connect', address]);
    const far = await startPeer('far', ...QUIET, ...both);
    // A neighbour that knows nobody: there is somebody to ask, until the end.
    const idle = await startPeer('idle', ...QUIET, '--connect', near.address);
    for (const peer of [...middles, idle]) await near.event('connected', { peer: peer.id });
    for (const middle of middles) await far.event('connected', { peer: middle.id });

    const { path } = (await fate(near, far, 'one')) as { path?: readonly string[] };
    const [first, second] = middles[0]!.id === path?.[0] ? middles : middles.toReversed();
    expect(path).toEqual([first!.id]);
    // Nobody has noticed yet.
    const killed = first!.kill('SIGKILL');
    expect(await fate(near, far, 'two')).toMatchObject({
      event: 'delivered',
      hops: 2,
      path: [second!.id],
    });
    await killed;
    await second!.kill('SIGKILL');
    expect(await fate(near, far, 'three')).toMatchObject({
      event: 'undelivered',
      code: 'no-route',
    });
    far.endInput();
    await far.ended;
    const times = ['one', 'two', 'three'].map((text) => timesHeard(far, text));
    expect(times).toEqual([1, 1, 0]);
  });
});

const QUIET: Words = ['--insecure', '--discovery', 'none', '--presence', '0', '--no-trace'];

/** Each knows the one before it. */
async function startLine(names: string, wordsOf: (name: string) => Words): Promise<PeerProcess[]> {
  const line: PeerProcess[] = [];
  for (const name of names) {
    const before = line.at(-1);
    const contacts = before === undefined ? [] : ['--connect', before.address];
    const node = await startPeer(name, ...QUIET, ...contacts, ...wordsOf(name));
    if (before !== undefined) await node.event('connected', { peer: before.id });
    line.push(node);
  }
  return line;
}

/** What the sender is told in the end, of a text to somebody of whom it knows the id alone. */
async function fate(from: PeerProcess, to: PeerProcess, text: string): Promise<Event> {
  const { messageId } = (await ask(from, 'send', to.id, text)) as { messageId: string };
  const ofThis = (event: Event): boolean =>
    event['messageId'] === messageId &&
    (event['event'] === 'delivered' || event['event'] === 'undelivered');
  return from.eventOf(ofThis, `what became of "${text}"`);
}
