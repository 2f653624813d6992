import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { CliProcess, endAll } from '../support/cli-process.ts';
import {
  ask,
  endPolitely,
  fateOf,
  startPeer,
  timesHeard,
  type PeerProcess,
} from '../support/peer-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

afterEach(endAll);

type Ring = readonly [PeerProcess, PeerProcess, PeerProcess, PeerProcess];

describe('a ring of nodes that are told whom to connect to', () => {
  it('gets what each of them says to everybody, once (S3-38)', async () => {
    const ring = await startRing();
    for (const node of ring) node.say({ command: 'broadcast', args: [`from ${node.name}`] });
    for (const node of ring) {
      for (const other of ring.filter((each) => each !== node)) {
        const { hops } = await node.event('message', { from: other.id });
        // The other way round may have been the quicker one.
        expect(areOpposite(ring, node, other) ? [2] : [1, 3]).toContain(hops);
      }
    }
    await endPolitely(ring);
    for (const node of ring) {
      const times = ring.map(({ name }) => timesHeard(node, `from ${name}`));
      expect(times).toEqual(ring.map((other) => (other === node ? 0 : 1)));
      // Nobody has looked for anybody: each has the two links of the ring.
      expect(node.events.filter(({ event }) => event === 'connected')).toHaveLength(2);
    }
  });

  it('with --hop-limit 1, hears only its neighbours', async () => {
    const ring = await startRing('--hop-limit', '1');
    const [a, b, c, d] = ring;
    const answer = await ask(a, 'broadcast', 'near');
    expect((answer as { linked: string[] }).linked).toEqual([b.id, d.id].toSorted());
    for (const node of [b, d]) {
      expect(await node.event('message', { text: 'near' })).toMatchObject({ hops: 1 });
      // What its neighbour would have passed on has come before that.
      await ask(node, 'broadcast', `after it, from ${node.name}`);
      await c.event('message', { text: `after it, from ${node.name}` });
    }
    await endPolitely(ring);
    expect(ring.map((node) => timesHeard(node, 'near'))).toEqual([0, 1, 0, 1]);
  });
});

describe('nodes in a line', () => {
  it('are told who has left and who is lost, linked or not (S0-48)', async () => {
    const line = await startLine('abcd', '--presence', '500');
    const [a, b, c, d] = line as unknown as Ring;
    const ends = [
      [a, d],
      [d, a],
    ] as const;
    for (const [one, other] of ends) await one.event('peer', { peer: other.id, state: 'alive' });
    d.say('quit');
    const left = await Promise.all([a, b, c].map((node) => node.eventOf(fateOf(d.id, 'left'))));
    expect(left.map(({ event }) => event)).toEqual(['peer', 'peer', 'disconnected']);
    await c.kill('SIGKILL');
    const lost = await Promise.all([a, b].map((node) => node.eventOf(fateOf(c.id, 'lost'))));
    expect(lost.map(({ event }) => event)).toEqual(['peer', 'disconnected']);
    expect(await statesAt(a)).toEqual({ [b.id]: 'alive', [c.id]: 'lost', [d.id]: 'left' });
    const answer = await ask(a, 'broadcast', 'who is still there?');
    expect(answer).toMatchObject({ linked: [b.id], unreachable: [c.id, d.id].toSorted() });
  });
});

describe('a text to everybody', () => {
  it('is whole for programs, and harmless on terminals', async () => {
    const [a] = await startLine('a');
    const alone = ['--discovery', 'none', '--connect', a!.address];
    const data = join(temporaryFolder(), 'data');
    const reader = new CliProcess('node', '--port', '0', '--data', data, ...alone);
    const program = await startPeer('c', ...alone);
    await reader.line(/^connected to a /m);
    await program.event('connected');
    const text = 'red \u001b[31mred\u0007\r\nspoofed: line\u202e 🦔';
    const { messageId } = (await ask(a!, 'broadcast', text)) as { messageId: string };
    expect(await program.event('message')).toEqual({
      event: 'message',
      at: expect.any(Number) as number,
      node: program.id,
      turn: expect.any(Number) as number,
      from: a!.id,
      messageId,
      kind: 'broadcast',
      text,
      hops: 1,
    });
    const [line] = await reader.line(/^a to all: red .*$/m);
    expect(line).toContain('🦔 (1 hop)');
    // oxlint-disable-next-line no-control-regex
    expect(line).not.toMatch(/[\u0000-\u001f\u202e]/);
    expect(reader.out).not.toMatch(/^spoofed/m);
  });
});

/** Each knows the one before it, and the first the last. */
async function startRing(...words: string[]): Promise<Ring> {
  const line = await startLine('abcd', ...words);
  const [first, last] = [line[0]!, line.at(-1)!];
  await ask(first, 'connect', last.address);
  for (const [index, node] of line.entries()) {
    const after = line[(index + 1) % line.length]!;
    await node.event('connected', { peer: after.id });
    await after.event('connected', { peer: node.id });
  }
  return line as unknown as Ring;
}

async function startLine(names: string, ...words: string[]): Promise<readonly PeerProcess[]> {
  const line: PeerProcess[] = [];
  for (const name of names) {
    const before = line.at(-1);
    const contacts = before === undefined ? [] : ['--connect', before.address];
    line.push(await startPeer(name, '--discovery', 'none', ...contacts, ...words));
    if (before !== undefined) await line.at(-1)!.event('connected', { peer: before.id });
  }
  return line;
}

function areOpposite(ring: Ring, one: PeerProcess, other: PeerProcess): boolean {
  return Math.abs(ring.indexOf(one) - ring.indexOf(other)) === 2;
}

async function statesAt(node: PeerProcess): Promise<Readonly<Record<string, string>>> {
  const peers = (await ask(node, 'peers')) as readonly { peer: string; state: string }[];
  return Object.fromEntries(peers.map(({ peer, state }) => [peer, state]));
}
