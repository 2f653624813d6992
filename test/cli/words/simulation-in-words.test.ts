import { expect, it } from 'vitest';
import { sim } from '../../../src/cli/commands/sim.ts';
import { runCli } from '../../../src/cli/run-cli.ts';
import { SimulationEvents, type SimulatedEvent } from '../../../src/cli/simulation-events.ts';
import { runScenario } from '../../../src/sim/run-scenario.ts';
import { MemoryHost } from '../../support/memory-host.ts';

const commands = [{ name: 'sim', summary: 'plays', load: async () => sim }];

it('a simulation says once what plain links mean, though each node says where it listens', async () => {
  const host = new MemoryHost();
  await runCli(['sim', 'pair', '--seed', '\u001b[31mred'], commands, host);
  const { out } = host;
  expect(out.match(/ listening on /g)).toHaveLength(2);
  expect(out.match(/links are plain/g)).toHaveLength(1);
  expect(out).toMatch(/\npair, seed ␛\[31mred: all is well \(.*\)\n$/);
});

it.each(['no-relay', 'ring-broadcast'])(
  'the summary of %s counts every message that was told, over however many links it came',
  (name) => {
    const told: SimulatedEvent[] = [];
    const { watcher } = new SimulationEvents((event) => told.push(event));
    const { messages } = runScenario(name, { seed: 1, ...watcher });
    const came = told.filter(({ event }) => event === 'message').length;
    expect([messages, came > 2]).toEqual([came, true]);
  },
);
