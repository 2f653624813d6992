import type { Step, System, Turn } from '../../machines/engine/system.ts';
import type { Input } from '../../protocol/inputs.ts';
import type { TapedStep } from '../../trace/format/steps-on-tape.ts';
import { inspectorLimits } from '../answers/inspector-limits.ts';
import type { ActorLife } from '../film/film.ts';
import { jsonOf } from './json-of.ts';
import { outsideEvents } from './outside-events.ts';
import { actorMessage, eventMessage, sessionOf, snapshotMessage, type Session } from './session.ts';
import { ROOT, type EventShown, type SnapshotShown, type ToolMessage } from './tool-message.ts';
import { goneSnapshot, toolSnapshot } from './tool-snapshot.ts';

/**
 * Whom one tool knows of. Tools expect to have been there from the beginning: who comes late is told everybody
 * first, then the state of each, and from there on what each turn did.
 */
export class Registry {
  readonly #present = new Map<string, Session>();
  #isTold = false;

  /** Everybody as they are; the first time with the last of those who have gone, and later only whom it does not know. */
  *everybody(
    system: System,
    lives: Iterable<ActorLife>,
    wallMs: number,
  ): Generator<ToolMessage, void> {
    const known = new Map([...this.#present.values()].map((session) => [session.id, session]));
    const { births, gone } = sorted(lives, system);
    const there = this.#lookAround(system, births);
    const away = this.#isTold ? missing(known, there) : gone.map((life) => fateOf(life, system));
    this.#isTold = true;
    const news = there.filter(([session]) => !known.has(session.id));
    const strangers = known.size === 0 ? away : [];
    for (const [session, snapshot] of [...strangers, ...news]) {
      yield actorMessage(session, snapshot(), wallMs);
    }
    for (const [session, snapshot] of [...away, ...there]) {
      yield snapshotMessage(session, { type: 'peertape.shown' }, snapshot(), wallMs);
    }
  }

  /** What a turn did, for somebody who knows the state before it. */
  *turn(
    number: number,
    { before, input, played }: Played,
    wallMs: number,
  ): Generator<ToolMessage, void> {
    const said = outsideEvents(before, input, played.steps);
    const ended: Session[] = [];
    for (const step of played.steps) {
      const snapshot = toolSnapshot(step.after);
      if (step.before === null) {
        const born = sessionOf(step.actor, number, played.system.machines[step.machine]);
        this.#present.set(step.actor, born);
        yield actorMessage(born, snapshot, wallMs);
      }
      const session = this.#present.get(step.actor);
      if (session === undefined) continue;
      const event = eventOf(step, said.get(step), number, input.at);
      yield eventMessage(session, event, this.#present.get(step.by ?? ''), wallMs);
      yield snapshotMessage(session, event, snapshot, wallMs);
      if (step.after.status !== 'active') ended.push(session);
    }
    // Not before the end: in the turn it ends in, it may still be the one who told another.
    for (const session of ended) {
      if (this.#present.get(session.path) === session) this.#present.delete(session.path);
    }
  }

  /** What is known of a turn that cannot be run again: to whom something came. */
  *taped(steps: readonly TapedStep[], wallMs: number): Generator<ToolMessage, void> {
    for (const { actor, event } of steps) {
      const session = this.#present.get(actor);
      if (session !== undefined) yield eventMessage(session, { type: event }, undefined, wallMs);
    }
  }

  /** A word of our own to whoever looks, as an event that comes to the node. */
  *aside(event: EventShown, wallMs: number): Generator<ToolMessage, void> {
    const session = this.#present.get(ROOT);
    if (session !== undefined) yield eventMessage(session, event, undefined, wallMs);
  }

  /** The node comes first, then the others in the order they came. */
  #lookAround({ actors, machines }: System, births: ReadonlyMap<string, number>): readonly Shown[] {
    const paths = new Set([ROOT, ...births.keys(), ...actors.keys()]);
    this.#present.clear();
    return [...paths].flatMap((path) => {
      const actor = actors.get(path);
      if (actor === undefined) return [];
      const session = sessionOf(path, births.get(path), machines[actor.machine]);
      this.#present.set(path, session);
      return [[session, () => toolSnapshot(actor.snapshot)] as const];
    });
  }
}

/** A turn that could be run again. */
export interface Played {
  readonly before: System;
  readonly input: Input;
  readonly played: Turn;
}

type Shown = readonly [session: Session, snapshot: () => SnapshotShown];

/** Since when those are there who are, and of the others the last ones. */
function sorted(lives: Iterable<ActorLife>, { actors }: System) {
  const births = new Map<string, number>();
  const gone: ActorLife[] = [];
  for (const life of lives) {
    if (life.lastTurn !== null) gone.push(life);
    else if (actors.has(life.path)) births.set(life.path, life.firstTurn);
    if (gone.length >= 2 * inspectorLimits.toolGoneMax) gone.splice(0, inspectorLimits.toolGoneMax);
  }
  return { births, gone: gone.slice(-inspectorLimits.toolGoneMax) };
}

function fateOf(life: ActorLife, { machines }: System): Shown {
  const { path, firstTurn, peer, name, address, inbound, code } = life;
  const machine = machines[life.machine];
  const fate = { peer, name, address, inbound, code };
  return [sessionOf(path, firstTurn, machine), () => goneSnapshot(machine, fate)];
}

/** Those who ended while nobody told of it. */
function missing(known: ReadonlyMap<string, Session>, there: readonly Shown[]): readonly Shown[] {
  const ids = new Set(there.map(([{ id }]) => id));
  const gone = [...known.values()].filter(({ id }) => !ids.has(id));
  return gone.map((session) => [session, () => goneSnapshot(session.machine, {})]);
}

function eventOf(step: Step, said: object | undefined, turn: number, at: number): EventShown {
  const fields = jsonOf({ ...said, at, turn }) as object;
  return { ...fields, type: step.before === null ? 'xstate.init' : step.event };
}
