import { afterEach, expect, it } from 'vitest';
import { createNode } from '../../src/node/face/create-node.ts';
import type { PeertapeNode } from '../../src/node/face/peertape-node.ts';
import { leavers, type Parting } from '../support/leavers.ts';
import { Recording } from '../support/recording.ts';
import { ROUNDS_FACTOR } from '../support/rounds-factor.ts';
import { talk } from '../support/talk.ts';

const ROUNDS = 50 * ROUNDS_FACTOR;
const VOICES = 20;

const nodes: PeertapeNode[] = [];

afterEach(async () => {
  await Promise.all(nodes.splice(0).map((node) => node.close({ atOnce: true })));
});

it.each([
  ['plain', true],
  ['encrypted', false],
])('a farewell in the midst of a talk is never lost, on %s links', async (_, insecure) => {
  const node = await createNode({ port: 0, insecure });
  nodes.push(node);
  const told = new Recording(node.events$, ({ event }) => event !== 'delivered');
  const process = leavers({ address: node.address, rounds: ROUNDS, voices: VOICES, insecure });
  for (let round = 1; round <= ROUNDS; round += 1) {
    await told.until(({ events }) => events.some(({ event }) => event === 'connected'));
    const connected = told.events.find((event) => event.event === 'connected')!;
    const { arrived, failed } = await talk(node, connected.peer, VOICES);
    const leaver = JSON.parse(await process.line()) as Parting;
    await told.until(({ events }) => events.some(({ event }) => event === 'disconnected'));
    const events = told.events.splice(0);

    expect(events.find((event) => event.event === 'disconnected')).toMatchObject({
      how: 'left',
      code: round % 2 === 0 ? 'disconnected' : 'quit',
      by: 'peer',
    });
    const heard = events.filter((event) => event.event === 'message');
    expect(leaver.heard).toEqual(arrived);
    expect(heard.map(({ messageId }) => messageId)).toEqual(leaver.arrived);
    // None is given up that was on its way: what has not arrived was never sent.
    const isQuit = round % 2 === 1;
    expect(failed).toEqual(Array.from({ length: VOICES }, () => 'not-linked'));
    expect(leaver.failed).toHaveLength(VOICES);
    expect([...new Set(leaver.failed)]).toEqual([isQuit ? 'not-running' : 'not-linked']);
  }
});
