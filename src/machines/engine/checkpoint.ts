import type { AnyMachineSnapshot, AnyStateMachine, AnyStateNode } from 'xstate';
import { pendingFromPlain, pendingToPlain } from '../../codec/pending-on-tape.ts';
import { limits } from '../../protocol/limits.ts';
import { fromPlain, toPlain, type KeptBodies, type PlainValue } from '../../values/plain-values.ts';
import type { Actor, Machines, System, Timer } from './system.ts';
import { emptySystem } from './turn.ts';

/**
 * The whole state between two turns as plain values, and back. The ids of the active states are kept
 * in their order: XState would restore them in another one, and then run the `always` of parallel
 * states in that.
 */
export type Checkpoint = readonly PlainValue[];

export function capture(system: System, kept: boolean | KeptBodies): Checkpoint {
  const actors = [...system.actors].map(([path, actor]) => captureActor(path, actor, kept));
  return [system.turn, system.at, system.timersStarted, actors];
}

/** Throws a TypeError for anything that `capture` does not give, and for states these machines do not have. */
export function restore(machines: Machines, checkpoint: unknown): System {
  const [turn, at, timersStarted, actors] = listOf(checkpoint);
  const kept = listOf(actors);
  if (kept.length > limits.actorsMax) throw new TypeError('a checkpoint has too many actors');
  const entries = kept.map((actor) => restoreActor(machines, actor));
  const empty = emptySystem(machines);
  return {
    machines,
    actors: empty.actors.edit((draft) => {
      for (const [path, actor] of entries) draft.set(path, actor);
    }),
    turn: countOf(turn),
    at: countOf(at),
    timersStarted: countOf(timersStarted),
  };
}

function captureActor(path: string, actor: Actor, kept: boolean | KeptBodies): PlainValue {
  const { machine, snapshot, pending, timers } = actor;
  return [
    path,
    machine,
    snapshot._nodes.map((node) => node.id),
    captureHistory(snapshot),
    toPlain(snapshot.value, kept),
    toPlain(snapshot.context, kept, path),
    pending === null ? null : pendingToPlain(pending, kept),
    timers.map(({ id, due, order, event }) => [id, due, order, event]),
  ];
}

function captureHistory({ historyValue }: AnyMachineSnapshot): PlainValue {
  const history = historyValue as Readonly<Record<string, readonly AnyStateNode[]>>;
  return Object.entries(history).map(([id, nodes]) => [id, ...nodes.map((node) => node.id)]);
}

function restoreActor(machines: Machines, plain: unknown): readonly [string, Actor] {
  const [path, name, ids, history, value, context, pending, timers] = listOf(plain);
  const machine = machines[textOf(name)];
  if (machine === undefined) throw new TypeError(`there is no machine named "${textOf(name)}"`);
  const nodeOf = (id: unknown): AnyStateNode => findNode(machine, textOf(id));
  const snapshot = resolve(machine, {
    value: fromPlain(value),
    context: fromPlain(context),
    historyValue: Object.fromEntries(
      listOf(history).map((entry) => {
        const [id, ...nodes] = listOf(entry);
        return [textOf(id), nodes.map(nodeOf)];
      }),
    ),
  });
  const nodes = listOf(ids).map(nodeOf);
  const all = new Set([...nodes, ...snapshot._nodes]);
  if (nodes.length !== all.size || snapshot._nodes.length !== all.size) {
    throw new TypeError(`machine ${machine.id} is in other states than its value says`);
  }
  snapshot._nodes = nodes;
  return [
    textOf(path),
    {
      machine: textOf(name),
      snapshot,
      pending: pending === null ? null : pendingFromPlain(pending),
      timers: listOf(timers).map(restoreTimer),
    },
  ];
}

interface Kept {
  readonly value: unknown;
  readonly context: unknown;
  readonly historyValue: Readonly<Record<string, readonly AnyStateNode[]>>;
}

function resolve(machine: AnyStateMachine, kept: Kept): AnyMachineSnapshot {
  if (typeof kept.context !== 'object' || kept.context === null) {
    throw new TypeError('a checkpoint lacks a context');
  }
  try {
    return machine.resolveState(
      kept as Parameters<AnyStateMachine['resolveState']>[0],
    ) as AnyMachineSnapshot;
  } catch (cause) {
    throw new TypeError(`machine ${machine.id} has no such states`, { cause });
  }
}

function findNode(machine: AnyStateMachine, id: string): AnyStateNode {
  try {
    return machine.getStateNodeById(`#${id}`) as AnyStateNode;
  } catch {
    throw new TypeError(`machine ${machine.id} has no state "${id}"`);
  }
}

function restoreTimer(plain: unknown): Timer {
  const [id, due, order, event] = listOf(plain);
  return { id: textOf(id), due: countOf(due), order: countOf(order), event: textOf(event) };
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError('a checkpoint lacks a list');
  return value as readonly unknown[];
}

function textOf(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError('a checkpoint lacks a text');
  return value;
}

function countOf(value: unknown): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0) {
    throw new TypeError('a checkpoint lacks a count');
  }
  return value as number;
}
