import { afterEach, describe, expect, it } from 'vitest';
import { type CliProcess, endAll, startNode } from '../support/cli-process.ts';

afterEach(endAll);

describe('four nodes on one machine', () => {
  it('talk in every direction at once, and mix no lines and lose no text (S0-33, S0-50, S2-52)', async () => {
    const nodes: (CliProcess & { port: string })[] = [];
    for (let count = 0; count < 4; count += 1) {
      const contacts = nodes.flatMap(({ port }) => ['--connect', port]);
      nodes.push(await startNode('--name', `node-${count}`, ...contacts));
    }
    const ids = await Promise.all(
      nodes.map(async (node) => String((await node.event('listening'))['peer'])),
    );
    const others = (own: number): number[] => [0, 1, 2, 3].filter((place) => place !== own);
    for (const [own, node] of nodes.entries()) {
      await Promise.all(others(own).map((other) => node.event('connected', { peer: ids[other] })));
    }
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [own, node] of nodes.entries()) {
        const args = (other: number): string[] => [ids[other]!, `${own} to ${other}: ${round}`];
        node.say(...others(own).map((other) => ({ command: 'send', args: args(other) })));
      }
    }
    for (const [own, node] of nodes.entries()) {
      for (const other of others(own)) {
        await node.event('message', { text: `${other} to ${own}: ${ROUNDS - 1}` });
        const texts = node.events.filter(({ from }) => from === ids[other]).map(({ text }) => text);
        expect(texts).toEqual(
          Array.from({ length: ROUNDS }, (_, round) => `${other} to ${own}: ${round}`),
        );
      }
      node.endInput();
    }
    expect(await Promise.all(nodes.map(({ ended }) => ended))).toEqual([0, 0, 0, 0]);
    for (const { events } of nodes) {
      expect(events.filter(({ event }) => event === 'delivered')).toHaveLength(3 * ROUNDS);
    }
  });
});

const ROUNDS = 100;
