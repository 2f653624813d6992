import { Packr } from 'msgpackr';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capture, restore, type Checkpoint } from '../../src/machines/engine/checkpoint.ts';
import { stateName } from '../../src/machines/engine/states.ts';
import type { System, Turn } from '../../src/machines/engine/system.ts';
import { turn } from '../../src/machines/engine/turn.ts';
import { machines } from '../../src/node/running/machines.ts';
import { digest } from '../../src/values/digest.ts';
import type { Input } from '../../src/protocol/inputs.ts';
import { anyPureRun, type PureRun } from '../support/any-pure-run.ts';
import { anyPureSetting, played, type PureSetting } from '../support/any-pure-setting.ts';

const packr = new Packr({ useRecords: false });

/** What a tape would keep of a turn: states, guards, contexts and effects, with bodies as lengths. */
function kept({ system, steps, effects }: Turn): unknown {
  return {
    turn: system.turn,
    timersStarted: system.timersStarted,
    steps: steps.map(({ actor, event, guard, after, effects: asked }) => [
      actor,
      event,
      guard,
      stateName(after),
      after._nodes.map(({ id }) => id),
      digest(after.context),
      asked.length,
    ]),
    effects: effects.map((effect) => digest(effect)),
  };
}

/** A run as its inputs, each with the system before it; draws come back and timers fire by themselves. */
function turnsOf(run: PureRun, setting: PureSetting) {
  const node = played(run, setting);
  const turns = node.turns.map(({ system }, index): { system: System; input: Input } => ({
    system: index === 0 ? node.turns[0]!.system : node.turns[index - 1]!.system,
    input: { ...node.inputs[index]!, at: system.at },
  }));
  return turns.slice(1);
}

describe('law: a run that goes on from any checkpoint goes on as if there had been none', () => {
  it.each([true, false])('at every turn, with bodies kept: %s', (keepBodies) => {
    fc.assert(
      fc.property(anyPureRun, anyPureSetting, (run, setting) => {
        for (const { system, input } of turnsOf(run, setting)) {
          const checkpoint = capture(system, keepBodies);
          const restored = restore(machines, checkpoint);
          expect(plain(capture(restored, keepBodies))).toBe(plain(checkpoint));

          const [whole, resumed] = [turn(system, input), turn(restored, input)];
          expect(kept(resumed)).toEqual(kept(whole));
          expect(plain(capture(resumed.system, keepBodies))).toBe(
            plain(capture(whole.system, keepBodies)),
          );
        }
      }),
      { numRuns: 25 },
    );
  });

  it('to the end of the run, over msgpack', () => {
    fc.assert(
      fc.property(anyPureRun, anyPureSetting, fc.nat(), (run, setting, at) => {
        const turns = turnsOf(run, setting);
        const from = at % turns.length;
        const packed = packr.pack(capture(turns[from]!.system, false));
        let resumed = restore(machines, packr.unpack(packed));
        for (const { system, input } of turns.slice(from)) {
          const [whole, after] = [turn(system, input), turn(resumed, input)];
          expect(kept(after)).toEqual(kept(whole));
          resumed = after.system;
        }
        const last = turns.at(-1)!;
        expect(plain(capture(resumed, false))).toBe(
          plain(capture(turn(last.system, last.input).system, false)),
        );
      }),
      { numRuns: 150 },
    );
  });
});

describe('law: a turn is a function of its system and its input', () => {
  it('over all runs, asked twice and in another order', () => {
    fc.assert(
      fc.property(anyPureRun, anyPureSetting, (run, setting) => {
        const turns = turnsOf(run, setting);
        const forward = turns.map(({ system, input }) => kept(turn(system, input)));
        const backward = turns.toReversed().map(({ system, input }) => kept(turn(system, input)));
        expect(backward.toReversed()).toEqual(forward);
      }),
      { numRuns: 100 },
    );
  });
});

function plain(checkpoint: Checkpoint): string {
  return packr.pack(checkpoint).toString('latin1');
}
