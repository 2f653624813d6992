import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outline } from '../../src/values/outline.ts';
import { stateName } from '../../src/machines/engine/states.ts';
import { digest } from '../../src/values/digest.ts';
import type { ObservedTurn } from '../../src/node/running/run-node.ts';
import { machines } from '../../src/node/running/machines.ts';
import { playScenario } from '../../src/sim/play-scenario.ts';
import { scenarios } from '../../src/sim/scenarios.ts';
import { codeHash } from '../../src/trace/writing/code-hash.ts';
import { replay } from '../../src/trace/replay/replay.ts';
import { hashOf, memoryShelf } from '../support/tape-shelf.ts';

const long = new Set(['slow-reader', 'churn', 'invented-leads', 'crowded-places']);
const scenario = fc.constantFrom(...scenarios.filter(({ name }) => !long.has(name)));

// A simulation is a function of its scenario and its seed: every node gets the same inputs at the
// same times, and takes the same steps to the same states.
describe('the same seed', () => {
  it('gives the same turns', () => {
    fc.assert(
      fc.property(scenario, fc.nat(), (scenario, seed) => {
        const [one, other] = [turnsOf(scenario, seed), turnsOf(scenario, seed)];
        expect(one.length).toBeGreaterThan(10);
        expect(other).toEqual(one);
      }),
      { numRuns: 20 },
    );
  });

  it('gives the same tapes to the byte, and each replays to the same, as far as its node lived', () => {
    fc.assert(
      fc.property(scenario, fc.nat(), (scenario, seed) => {
        const [one, other] = [memoryShelf(), memoryShelf()];
        const { lives } = playScenario(scenario, { seed, openTape: one.open });
        playScenario(scenario, { seed, openTape: other.open });
        expect(hashOf(other)).toBe(hashOf(one));
        for (const { tape, end } of lives) {
          const { verdict, difference } = replay(one.stores.get(tape)!, {
            machines,
            code: codeHash(),
          });
          const expected = end?.how === 'vanished' ? 'torn' : 'same';
          expect([tape, verdict, difference]).toEqual([tape, expected, undefined]);
        }
      }),
      { numRuns: 15 },
    );
  });

  it('and another seed gives others', () => {
    const [pair] = scenarios;
    expect(turnsOf(pair!, 1)).not.toEqual(turnsOf(pair!, 2));
  });
});

function turnsOf(scenario: (typeof scenarios)[number], seed: number): string[] {
  const turns: string[] = [];
  playScenario(scenario, {
    seed,
    turned: (life, observed) => turns.push(`${life.tape} ${outlineOf(observed)}`),
  });
  return turns;
}

function outlineOf({ turn, input }: ObservedTurn): string {
  const bytes = input.type === 'link.bytes' ? input.chunks.map((chunk) => [...chunk]) : [];
  const steps = turn.steps.map(({ actor, event, guard, after }) =>
    [
      actor,
      event,
      guard,
      stateName(after),
      ...Object.values(after.context as object).map(outline),
    ].join(' '),
  );
  return [input.at, input.type, bytes.join('|'), digest(turn.effects), ...steps].join('; ');
}
