import { describe, expect, it } from 'vitest';
import { SimulationEvents, type SimulatedEvent } from '../../src/cli/simulation-events.ts';
import { runScenario } from '../../src/sim/run-scenario.ts';

describe('what simulated nodes tell', () => {
  it('has what a peer answered, and how long that took', () => {
    const told = eventsOf('asked-afar').filter(
      (event) => event.event === 'answer' && event.command === 'ask',
    );
    const answers = told.map((event) => ('ok' in event ? (event.result ?? event.error) : null));
    expect(answers).toMatchObject([
      { text: 'noon', hops: 3, ms: 10.91 },
      { code: 'no-such-topic' },
      { code: 'no-answer' },
      { text: 'noon', hops: 3, ms: 5.156 },
    ]);
  });
});

function eventsOf(name: string): readonly SimulatedEvent[] {
  const told: SimulatedEvent[] = [];
  const events = new SimulationEvents((event) => told.push(event));
  runScenario(name, { seed: 1, ...events.watcher });
  return told;
}
