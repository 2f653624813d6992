import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterEach, expect, it } from 'vitest';
import { createNode } from '../../src/node/face/create-node.ts';
import type { PeertapeNode } from '../../src/node/face/peertape-node.ts';
import { Recording } from '../support/recording.ts';

const nodes: PeertapeNode[] = [];

afterEach(async () => {
  await Promise.all(nodes.splice(0).map((node) => node.close({ atOnce: true })));
});

it('1,000 sends open no second socket, nor does anything else that peers say to each other', async () => {
  let sockets = 0;
  const count = (): void => void (sockets += 1);
  subscribe('net.server.socket', count);
  try {
    const [alice, bob, carol] = [await create('alice'), await create('bob'), await create('carol')];
    const links = new Recording(bob.events$, ({ event }) => event === 'connected');
    await alice.connect(bob.address);
    await carol.connect(bob.address);
    await links.until(({ events }) => events.length === 2);
    const heard = [bob, carol].map((node) => new Recording(node.received$));
    for (const node of [bob, carol]) node.answer('echo', ({ content }) => content);
    const whomever = [bob, carol];
    const all = await Promise.all([
      ...numbers(1_000).map((n) => alice.send(whomever[n % 2]!.id, `text ${n}`)),
      ...numbers(100).map((n) => alice.ask(whomever[n % 2]!.id, 'echo', `question ${n}`)),
      ...numbers(50).map((n) => alice.publish('weather', `rain ${n}`)),
      ...numbers(10).map(() => alice.route(carol.id)),
    ]);
    expect(all).toHaveLength(1_160);
    for (const recording of heard) {
      await recording.until(({ events }) => events.length === 550);
      const kinds = recording.events.map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind === 'topic')).toHaveLength(50);
    }
    const statuses = await Promise.all([alice, bob, carol].map((node) => node.status()));
    expect(statuses.map(({ links: open }) => open)).toEqual([1, 2, 1]);
    expect([sockets, links.events.length]).toEqual([2, 2]);
  } finally {
    unsubscribe('net.server.socket', count);
  }
});

async function create(name: string): Promise<PeertapeNode> {
  const node = await createNode({ port: 0, name, discovery: [] });
  nodes.push(node);
  return node;
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, n) => n);
}
