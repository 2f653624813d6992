/**
 * What the tools of Stately understand, each a JSON object of its own over WebSocket or `postMessage`:
 * `@statelyai/inspect` 0.7. An actor is made known once, then each event that comes to it and each state
 * it is in behind that. Its own side makes them out of running actors; ours, out of turns.
 */
export type ToolMessage = ActorMessage | EventMessage | SnapshotMessage;

interface Common {
  /** The actor that it is about. */
  readonly sessionId: string;
  readonly rootId: string;
  /** Epoch milliseconds. */
  readonly createdAt: string;
  readonly id: null;
  readonly _version: string;
}

export interface ActorMessage extends Common {
  readonly type: '@xstate.actor';
  readonly name: string;
  readonly parentId: string | undefined;
  /** A machine as JSON, in a string. */
  readonly definition: string;
  readonly snapshot: SnapshotShown;
}

export interface EventMessage extends Common {
  readonly type: '@xstate.event';
  readonly event: EventShown;
  /** Who sent it; undefined: it came from outside. */
  readonly sourceId: string | undefined;
}

export interface SnapshotMessage extends Common {
  readonly type: '@xstate.snapshot';
  readonly event: EventShown;
  readonly snapshot: SnapshotShown;
}

export interface EventShown {
  readonly type: string;
  readonly [field: string]: unknown;
}

export interface SnapshotShown {
  readonly status: 'active' | 'done' | 'error' | 'stopped';
  readonly value: unknown;
  readonly context: unknown;
  readonly output: unknown;
  /** Always empty: each actor speaks for itself, and a thousand of them in each of their parent’s would be too much. */
  readonly children: Readonly<Record<string, never>>;
  readonly historyValue: Readonly<Record<string, readonly string[]>>;
  readonly tags: readonly string[];
}

/** What all messages of one actor at one time have in common. */
export function commonOf(sessionId: string, wallMs: number): Common {
  return {
    sessionId,
    rootId: ROOT,
    createdAt: String(Math.round(wallMs)),
    id: null,
    _version: '0.7.2',
  };
}

/** The actor that all others are below of, and the path it has. */
export const ROOT = 'node';
