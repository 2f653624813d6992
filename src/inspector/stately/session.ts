import type { AnyStateMachine } from 'xstate';
import { definitionOf } from './definition-of.ts';
import { commonOf, ROOT, type EventShown, type SnapshotShown } from './tool-message.ts';
import type { ActorMessage, EventMessage, SnapshotMessage } from './tool-message.ts';

/**
 * One life of an actor, as tools know it. Paths are used again, as those of alarms and contacts, and a session of
 * theirs has one life only: so its name is the path with the turn the actor came in, as far as that is known.
 */
export interface Session {
  readonly id: string;
  readonly path: string;
  /** What the tape says it was need not be a machine of this program. */
  readonly machine: AnyStateMachine | undefined;
}

export function sessionOf(
  path: string,
  born: number | undefined,
  machine: AnyStateMachine | undefined,
): Session {
  return { id: path === ROOT || born === undefined ? path : `${path}@${born}`, path, machine };
}

/** What it knows comes with its snapshot, which is never far behind: twice would be too much. */
export function actorMessage(
  { id, path, machine }: Session,
  snapshot: SnapshotShown,
  wallMs: number,
): ActorMessage {
  return {
    type: '@xstate.actor',
    ...commonOf(id, wallMs),
    name: path,
    parentId: path === ROOT ? undefined : ROOT,
    definition: machine === undefined ? '{"id":"unknown"}' : definitionOf(machine),
    snapshot: { ...snapshot, context: {} },
  };
}

export function eventMessage(
  { id }: Session,
  event: EventShown,
  source: Session | undefined,
  wallMs: number,
): EventMessage {
  return { type: '@xstate.event', ...commonOf(id, wallMs), event, sourceId: source?.id };
}

export function snapshotMessage(
  { id }: Session,
  event: EventShown,
  snapshot: SnapshotShown,
  wallMs: number,
): SnapshotMessage {
  return { type: '@xstate.snapshot', ...commonOf(id, wallMs), event, snapshot };
}
