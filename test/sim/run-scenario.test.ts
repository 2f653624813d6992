import { describe, expect, it } from 'vitest';
import type { NodeNews } from '../../src/sim/simulation.ts';
import {
  howToReplay,
  runScenario,
  scenarioNamed,
  UnknownScenario,
} from '../../src/sim/run-scenario.ts';
import { scenarios } from '../../src/sim/scenarios.ts';

describe('running a scenario', () => {
  it('sums up what happened', () => {
    const { turns, ...summary } = runScenario('pair', { seed: 1 });
    expect(summary).toEqual({
      scenario: 'pair',
      seed: 1,
      ms: 20_016,
      messages: 2,
      checks: [
        'in time',
        'no fault of our own',
        'every link ends, in bounded time',
        'every close has a reason of the registry',
        'both ends agree',
        'at most so many links per peer',
        'no text twice',
        'one outcome per text',
        'delivered means taken',
        'no broadcast twice',
        'no hop limit passed',
        'views stay within bounds',
        'one answer per command',
        'nothing is left',
      ],
      trespasses: [],
    });
    expect(Object.keys(turns)).toEqual(['alice', 'bob']);
    expect(Object.values(turns).every((count) => count > 20)).toBe(true);
  });

  it('tells the news of each node as they come, by its wall clock', () => {
    const heard: NodeNews[] = [];
    runScenario('pair', { seed: 1, heard: (news) => heard.push(news) });
    expect(heard.map(({ life, news }) => [life.tape, news.said.type]).slice(0, 2)).toEqual([
      ['alice', 'report'],
      ['bob', 'report'],
    ]);
    expect(heard[0]?.wall).toBe(Date.UTC(2020, 0, 1));
    const walls = heard.map(({ wall }) => wall);
    expect(walls).toEqual(walls.toSorted((a, b) => a - b));
  });

  it('names all there are to whoever asks for another one', () => {
    const known = scenarios.map(({ name }) => name);
    expect(() => scenarioNamed('paris')).toThrow(UnknownScenario);
    expect(() => scenarioNamed('paris')).toThrow(
      `there is no scenario "paris", only ${known.join(', ')}`,
    );
    try {
      scenarioNamed('paris');
    } catch (error) {
      expect((error as UnknownScenario).known).toEqual(known);
    }
  });

  it('says how to see a failure again', () => {
    expect(howToReplay({ scenario: 'crowd', seed: 7 })).toBe(
      'peertape sim crowd --seed 7 --trace DIR\npeertape replay DIR/NODE',
    );
  });
});
