import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import { nothingPending } from '../../codec/cut-frames.ts';
import type { Effect } from '../../protocol/effects.ts';
import type { Input } from '../../protocol/inputs.ts';
import { limits } from '../../protocol/limits.ts';
import type { ActorStart, Asked, TimerAsked } from './asked.ts';
import { deliver, type Delivery } from './deliver.ts';
import { start, step, type Stepped } from './step.ts';
import type { Actor, Machines, Step, System, Timer, Turn } from './system.ts';
import { Table } from '../../values/table.ts';
import { startTimer, stopTimer } from './timers.ts';

/** A node before its first input. */
export function emptySystem(machines: Machines): System {
  const actors = Table.empty<Actor>({ limit: limits.actorsMax, digestValue: () => 0 });
  return { machines, actors, turn: 0, at: 0, timersStarted: 0 };
}

/** One input and all it causes, run to the end; pure, so the same system and input give the same turn. */
export function turn(system: System, input: Input): Turn {
  const course = new Course(system, input);
  course.run();
  return course.end();
}

/** A turn under way. Its own fields change; the values they hold never do. */
class Course {
  private readonly machines: Machines;
  private readonly at: number;
  private readonly turn: number;
  private actors: Table<Actor>;
  private timersStarted: number;
  private readonly deliveries: readonly (Delivery | ActorStart)[];
  private queue: Queued[] = [];
  private readonly steps: Step[] = [];
  private readonly effects: Effect[] = [];

  constructor(system: System, input: Input) {
    this.machines = system.machines;
    this.at = input.at;
    this.turn = system.turn + 1;
    this.timersStarted = system.timersStarted;
    const { actors, deliveries } = deliver(system.actors, input);
    this.actors = actors;
    this.deliveries = deliveries;
  }

  /** What one delivery causes is run to its end before the next: a judgement on `hello` precedes what follows it. */
  run(): void {
    for (const delivery of this.deliveries) {
      this.queue = [{ one: delivery, by: null }];
      for (let next = 0; next < this.queue.length; next += 1) this.runOne(this.queue[next]!);
    }
  }

  end(): Turn {
    const { machines, actors, turn, at, timersStarted, steps, effects } = this;
    return { system: { machines, actors, turn, at, timersStarted }, steps, effects };
  }

  private runOne({ one, by }: Queued): void {
    if (this.steps.length >= limits.stepsPerTurnMax) throw new RangeError('a turn without end');
    if (one.type === 'actor.start') this.start(one, by);
    else this.step(one, by);
  }

  private start({ path, machine, input }: ActorStart, by: string | null): void {
    const stepped = start(this.machine(machine), input);
    this.keep(
      path,
      { machine, snapshot: stepped.snapshot, pending: nothingPending, timers: [] },
      stepped,
      { before: null, event: 'start', by },
    );
  }

  private step({ to, event }: Delivery, by: string | null): void {
    const actor = this.actors.get(to);
    if (actor === undefined) return;
    const stamped = { ...event, at: this.at, turn: this.turn };
    const stepped = step(this.machine(actor.machine), actor.snapshot, stamped);
    this.keep(to, actor, stepped, { before: actor.snapshot, event: event.type, by });
  }

  private keep(
    path: string,
    actor: Actor,
    { snapshot, asked, taken, guard }: Stepped,
    { before, event, by }: Cause,
  ): void {
    const from = this.effects.length;
    const timers = this.carryOut(path, actor.timers, asked);
    const done = snapshot.status !== 'active';
    if (done)
      for (const timer of timers) this.effects.push({ type: 'timer.cancel', timer: timer.id });
    this.actors = done
      ? this.actors.delete(path)
      : this.actors.set(path, { machine: actor.machine, snapshot, pending: actor.pending, timers });
    this.steps.push({
      actor: path,
      machine: actor.machine,
      event,
      by,
      taken,
      guard,
      before,
      after: snapshot,
      effects: this.effects.slice(from),
    });
  }

  private carryOut(
    path: string,
    timers: readonly Timer[],
    asked: readonly (Asked | TimerAsked)[],
  ): readonly Timer[] {
    let kept = timers;
    for (const one of asked) {
      switch (one.type) {
        case 'tell':
          this.queue.push({ one: { type: 'delivery', to: one.to, event: one.event }, by: path });
          break;
        case 'actor.start':
          this.queue.push({ one, by: path });
          break;
        case 'delay.start':
          this.timersStarted += 1;
          kept = startTimer(kept, path, one, this.at, this.timersStarted, this.effects);
          break;
        case 'delay.cancel':
          kept = stopTimer(kept, path, one.id, this.effects);
          break;
        default:
          this.effects.push(one);
      }
    }
    return kept;
  }

  private machine(name: string): AnyStateMachine {
    const machine = this.machines[name];
    if (machine === undefined) throw new RangeError(`there is no machine named "${name}"`);
    return machine;
  }
}

/** What is to be run, and the actor that wanted it. */
interface Queued {
  readonly one: Delivery | ActorStart;
  readonly by: string | null;
}

/** What made an actor move: nothing came before its start. */
interface Cause {
  readonly before: AnyMachineSnapshot | null;
  readonly event: string;
  readonly by: string | null;
}
