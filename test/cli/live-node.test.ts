import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { liveNode } from '../../src/cli/live-node.ts';
import type { NodeSettings } from '../../src/cli/node-settings.ts';
import { MemoryHost } from '../support/memory-host.ts';

it('says of a fault of its own that it is one, and what helps to find it', async () => {
  const host = new MemoryHost();
  const running = liveNode(unsayable, host);
  let listening: Readonly<Record<string, unknown>> | undefined;
  while (listening === undefined) {
    await setImmediate();
    listening = host.events.find(({ event }) => event === 'listening');
  }
  host.stdin.write(`${JSON.stringify({ command: 'connect', args: [listening['port']] })}\n`);
  expect(await running).toBe(1);
  expect(host.events.slice(-2)).toMatchObject([
    {
      event: 'error',
      code: 'crashed',
      text: expect.stringMatching(/^this is a fault of peertape, not yours: [^\n]+$/),
      hint: 'run it again with --trace DIR to have it on tape, and send us that',
      fatal: true,
    },
    { event: 'stopped', code: 'crashed', exit: 1 },
  ]);
  expect(host.err).toBe('');
});

/** No hello can be made of this name, and no flag lets it through. */
const unsayable: NodeSettings = {
  config: {
    id: 'a'.repeat(52),
    instance: { boot: 1, nonce: 1 },
    name: 'x'.repeat(1_000),
    network: 'test',
    host: '127.0.0.1',
    port: 0,
    contacts: [],
    dialTimeoutMs: 1_000,
    seed: 1,
  },
  trace: null,
  json: true,
  useConsole: true,
};
