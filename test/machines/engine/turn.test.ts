/* oxlint-disable typescript/no-unnecessary-type-assertion -- `types: {} as …` is how XState is told its types. */
import {
  assign,
  emit,
  enqueueActions,
  raise,
  setup,
  type AnyStateMachine,
  type AnyStateNode,
} from 'xstate';
import { describe, expect, it } from 'vitest';
import type { Asked } from '../../../src/machines/engine/asked.ts';
import { stateName } from '../../../src/machines/engine/states.ts';
import type { Machines, Step, System, Turn } from '../../../src/machines/engine/system.ts';
import { emptySystem, turn } from '../../../src/machines/engine/turn.ts';
import { limits } from '../../../src/protocol/limits.ts';
import type { Happening } from '../../../src/protocol/inputs.ts';
import { configOf } from '../../support/pure-config.ts';

const options = { maxIterations: 10 };
const started: Happening = { type: 'node.started', config: configOf('a') };
const commanded: Happening = { type: 'commands', commands: [] };
const tellTo = (to: string, type: string): Asked =>
  ({ type: 'tell', to, event: { type } }) as unknown as Asked;
const mark = (text: string): Asked => ({ type: 'mark', text });

/** A node that asks for these things when it is commanded, and marks what it is told. */
function nodeThat(...asked: readonly Asked[]): AnyStateMachine {
  return setup({
    actions: {
      ask: enqueueActions(({ enqueue }) => {
        for (const one of asked) enqueue.emit(one as never);
      }),
      mark: emit(({ event }) => mark(`node heard ${event.type}`)),
    },
  }).createMachine({
    id: 'node',
    options,
    on: { commands: { actions: 'ask' }, told: { actions: 'mark' }, answered: { actions: 'mark' } },
  });
}

const helper: AnyStateMachine = setup({
  actions: {
    mark: emit(({ event }) => mark(`helper heard ${event.type}`)),
    answer: emit(() => tellTo('node', 'answered')),
  },
}).createMachine({
  id: 'helper',
  options,
  initial: 'a',
  entry: 'answer',
  states: {
    a: {
      after: { 10: 'b', 20: 'b' },
      on: { told: { actions: 'mark' }, stop: 'c', again: { target: 'a', reenter: true } },
    },
    b: { after: { 5: 'a' } },
    c: { type: 'final' },
  },
});

const helperStart: Asked = { type: 'actor.start', path: 'node/h', machine: 'helper', input: null };

function run(machines: Machines, ...happenings: readonly (Happening & { at?: number })[]): Turn[] {
  let system: System = emptySystem(machines);
  return happenings.map((happening) => {
    const taken = turn(system, { at: 0, ...happening });
    system = taken.system;
    return taken;
  });
}

function say({ actor, event, effects }: Step): string {
  const asked = effects.map((effect) => (effect.type === 'mark' ? effect.text : effect.type));
  return `${actor} ${event} [${asked.join()}]`;
}

function told({ actor, event, by, taken }: Step): string {
  const events = taken.map(({ eventType }) => eventType).join();
  return `${by ?? 'nobody'} ─${event}▶ ${actor}: ${events}`;
}

describe('a turn', () => {
  it('runs one input and all that it causes to the end, breadth first', () => {
    const node = nodeThat(helperStart, tellTo('node/h', 'told'), mark('last'));
    const [, second] = run({ node, helper }, started, commanded) as [Turn, Turn];
    expect(second.steps.map(say)).toEqual([
      'node commands [last]',
      'node/h start [timer.start,timer.start]',
      'node/h told [helper heard told]',
      'node answered [node heard answered]',
    ]);
    expect(second.effects).toEqual(second.steps.flatMap(({ effects }) => effects));
    expect(second.system.turn).toBe(2);
  });

  it('has a step for the start of an actor, with nothing before it', () => {
    const [first] = run({ node: nodeThat(), helper }, started) as [Turn];
    const { before, after, ...rest } = first.steps[0]!;
    expect(rest).toEqual({
      actor: 'node',
      machine: 'node',
      event: 'start',
      by: null,
      taken: [],
      guard: null,
      effects: [],
    });
    expect(before).toBe(null);
    expect(after.status).toBe('active');
  });

  it('says of each step who told it, and what it took', () => {
    const node = nodeThat(helperStart, tellTo('node/h', 'told'), tellTo('node/h', 'unheard of'));
    const [, second] = run({ node, helper }, started, commanded) as [Turn, Turn];
    expect(second.steps.map(told)).toEqual([
      'nobody ─commands▶ node: commands',
      'node ─start▶ node/h: ',
      'node ─told▶ node/h: told',
      'node ─unheard of▶ node/h: ',
      'node/h ─answered▶ node: answered',
    ]);
  });

  it('has the transitions of all the microsteps of a step, each as its machine has it', () => {
    const machine = setup({ guards: { 'it may': () => true } }).createMachine({
      id: 'node',
      options,
      initial: 'a',
      states: {
        a: { on: { commands: 'b' } },
        b: { always: { guard: 'it may', target: 'c' } },
        c: { on: { commands: 'a' } },
      },
    });
    const [, second] = run({ node: machine }, started, commanded) as [Turn, Turn];
    const { a, b } = machine.root.states as Record<string, AnyStateNode>;
    const { taken, guard } = second.steps[0]!;
    expect(taken.map((one) => [a, b].includes(one.source))).toEqual([true, true]);
    expect(taken[0]).toBe(a!.transitions.get('commands')![0]);
    expect(taken[1]).toBe(b!.always![0]);
    expect(guard).toBe('it may');
  });

  it('tells each event when it came and in which turn', () => {
    const heard = setup({
      types: {} as { context: { event: unknown }; events: { type: 'commands' } },
      actions: { keep: assign({ event: ({ event }) => event }) },
    }).createMachine({
      id: 'node',
      options,
      context: { event: null },
      on: { commands: { actions: 'keep' } },
    });
    const [, second] = run({ node: heard }, started, { ...commanded, at: 77 }) as [Turn, Turn];
    expect(second.system.actors.get('node')!.snapshot.context).toEqual({
      event: { ...commanded, at: 77, turn: 2 },
    });
    expect(second.system.at).toBe(77);
  });

  it('passes over what is told to nobody', () => {
    const node = nodeThat(tellTo('node/gone', 'told'));
    const [, second] = run({ node }, started, commanded) as [Turn, Turn];
    expect(second.steps.map(say)).toEqual(['node commands []']);
  });

  it('forgets an actor that is done, with its timers', () => {
    const node = nodeThat(helperStart, tellTo('node/h', 'stop'), tellTo('node/h', 'told'));
    const [, second] = run({ node, helper }, started, commanded) as [Turn, Turn];
    expect([...second.system.actors.keys()]).toEqual(['node']);
    expect(second.steps.map(say)).toContain('node/h stop [timer.cancel,timer.cancel]');
  });

  it('stops also a timer that belongs to no state, when its actor is done', () => {
    const machine = setup({ actions: { later: raise({ type: 'X' }, { delay: 9, id: 'own' }) } });
    const brief = machine.createMachine({
      id: 'helper',
      options,
      initial: 'a',
      states: { a: { entry: 'later', on: { stop: 'b' } }, b: { type: 'final' } },
    });
    const node = nodeThat(helperStart, tellTo('node/h', 'stop'));
    const [, second] = run({ node, helper: brief }, started, commanded) as [Turn, Turn];
    expect(second.effects).toEqual([
      { type: 'timer.start', timer: 'node/h#own', due: 9_000 },
      { type: 'timer.cancel', timer: 'node/h#own' },
    ]);
  });

  it('never changes the system it began with', () => {
    const node = nodeThat(helperStart);
    const [first] = run({ node, helper }, started) as [Turn];
    const again = [
      turn(first.system, { ...commanded, at: 1 }),
      turn(first.system, { ...commanded, at: 1 }),
    ];
    expect(again[0]!.effects).toEqual(again[1]!.effects);
    expect([...first.system.actors.keys()]).toEqual(['node']);
    expect(first.system.timersStarted).toBe(0);
  });

  it('ends after limits.stepsPerTurnMax steps', () => {
    let steps = 0;
    const machines = new Proxy({ node: nodeThat(tellTo('node', 'commands')) } as Machines, {
      get: (all, name: string) => {
        steps += 1;
        return all[name];
      },
    });
    expect(() => run(machines, started, commanded)).toThrow(new RangeError('a turn without end'));
    expect(steps).toBe(1 + limits.stepsPerTurnMax);
  });

  it('holds no more than limits.actorsMax actors', () => {
    const starts = (count: number): Asked[] =>
      Array.from({ length: count }, (_, i) => ({ ...helperStart, path: `node/h${i}` }) as Asked);
    const fits = nodeThat(...starts(limits.actorsMax - 1));
    const [, full] = run({ node: fits, helper }, started, commanded) as [Turn, Turn];
    expect(full.system.actors.isFull).toBe(true);

    const over = nodeThat(...starts(limits.actorsMax));
    expect(() => run({ node: over, helper }, started, commanded)).toThrow(RangeError);
  });
});

describe('our own fault', () => {
  it('throws out of the turn with what it said', () => {
    const broken = setup({
      guards: {
        broken: () => {
          throw new Error('a guard gave up');
        },
      },
    }).createMachine({ id: 'node', options, on: { commands: { guard: 'broken' } } });
    expect(() => run({ node: broken }, started, commanded)).toThrow(/a guard gave up/);
  });

  it('leaves the system as it was, for others to go on with', () => {
    const node = nodeThat({ type: 'actor.start', path: 'node/x', machine: 'nope', input: null });
    const [first] = run({ node, helper }, started) as [Turn];
    expect(() => turn(first.system, { ...commanded, at: 1 })).toThrow(
      new RangeError('there is no machine named "nope"'),
    );
    expect(turn(first.system, { type: 'timer.fired', timer: 'x', at: 1 }).system.turn).toBe(2);
  });
});

describe('timers of a turn', () => {
  const node = nodeThat(helperStart);
  const early = 'node/h#10.helper.a';
  const late = 'node/h#20.helper.a';
  const fired = (timer: string): Happening => ({ type: 'timer.fired', timer });

  it('start in order, are due from when the input came, and fire once', () => {
    const turns = run(
      { node, helper },
      started,
      { ...commanded, at: 1_000 },
      { ...fired(early), at: 11_000 },
      { ...fired(early), at: 11_000 },
    );
    expect(turns[1]!.effects.slice(0, 2)).toEqual([
      { type: 'timer.start', timer: early, due: 11_000 },
      { type: 'timer.start', timer: late, due: 21_000 },
    ]);
    expect(turns[1]!.system.timersStarted).toBe(2);
    expect(turns[2]!.effects).toEqual([
      { type: 'timer.cancel', timer: late },
      { type: 'timer.start', timer: 'node/h#5.helper.b', due: 16_000 },
    ]);
    expect(turns[3]!.steps).toEqual([]);
    expect(stateName(turns[3]!.system.actors.get('node/h')!.snapshot)).toBe('b');
  });

  it('are all stopped and started anew when their state is entered again', () => {
    const twice = nodeThat(helperStart, tellTo('node/h', 'again'));
    const [, again] = run({ node: twice, helper }, started, { ...commanded, at: 3_000 }) as [
      Turn,
      Turn,
    ];
    expect(again.effects.filter(({ type }) => type.startsWith('timer.')).slice(2)).toEqual([
      { type: 'timer.cancel', timer: early },
      { type: 'timer.cancel', timer: late },
      { type: 'timer.start', timer: early, due: 13_000 },
      { type: 'timer.start', timer: late, due: 23_000 },
    ]);
    expect(again.system.actors.get('node/h')!.timers.map(({ order }) => order)).toEqual([3, 4]);
  });

  it.each([late, 'node/h#nope', 'node/gone#x', 'nothing', '', '#'])(
    'are passed over when stale or of nobody: %s',
    (timer) => {
      const turns = run({ node, helper }, started, commanded, fired(early), fired(timer));
      expect(turns[3]!.steps).toEqual([]);
      expect(turns[3]!.effects).toEqual([]);
      expect([...turns[3]!.system.actors]).toEqual([...turns[2]!.system.actors]);
    },
  );
});
