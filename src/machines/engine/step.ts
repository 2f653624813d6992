import type {
  AnyActorScope,
  AnyMachineSnapshot,
  AnyStateMachine,
  AnyTransitionDefinition,
  EventObject,
} from 'xstate';
import type { Asked, TimerAsked } from './asked.ts';
import { refuseUnreplayable } from './refuse.ts';

/**
 * The only file that knows XState's actor scope. `machine.transition` wants one to run in; ours is a
 * plain object, the same for every step, which turns what XState would do into data. So a step is a
 * pure function, at a tenth of what the pure `transition()` costs, which builds a scope a call.
 */
export interface Stepped {
  readonly snapshot: AnyMachineSnapshot;
  /** What the machine asks for, strictly in order. */
  readonly asked: readonly (Asked | TimerAsked)[];
  /** The transitions it took, in their order; none if the machine had no use for the event. */
  readonly taken: readonly Taken[];
  /** The guard of the first of them that has one. */
  readonly guard: string | null;
}

/** A transition as its machine has it: the same one each time. */
export type Taken = AnyTransitionDefinition;

export function start(machine: AnyStateMachine, input: unknown): Stepped {
  refuseUnreplayable(machine);
  return within(machine, () => machine.getInitialSnapshot(scope, input));
}

export function step(
  machine: AnyStateMachine,
  snapshot: AnyMachineSnapshot,
  event: EventObject,
): Stepped {
  if (snapshot.status !== 'active') {
    throw new RangeError(`machine ${machine.id} is ${snapshot.status} and takes no ${event.type}`);
  }
  return within(machine, () => machine.transition(snapshot, event, scope) as AnyMachineSnapshot);
}

let asked: (Asked | TimerAsked)[] | null = null;
let taken: readonly Taken[] = [];
let guard: string | null = null;

function within(machine: AnyStateMachine, run: () => AnyMachineSnapshot): Stepped {
  if (asked !== null) throw new Error(`machine ${machine.id}: a step within a step`);
  asked = [];
  taken = none;
  guard = null;
  scope.id = machine.id;
  scope.actionExecutor = carryOut;
  try {
    const snapshot = run();
    if (snapshot.status === 'error') throw snapshot.error;
    return { snapshot, asked, taken, guard };
  } finally {
    asked = null;
  }
}

interface ExecutableAction {
  readonly type: string;
  readonly params: unknown;
}

function carryOut(action: ExecutableAction): void {
  switch (action.type) {
    case 'xstate.emit':
      asked!.push((action.params as { event: Asked }).event);
      return;
    case 'xstate.raise':
      startDelay(action.params as { event: EventObject; id?: string; delay?: number });
      return;
    case 'xstate.cancel':
      asked!.push({ type: 'delay.cancel', id: (action.params as { sendId: string }).sendId });
      return;
    default:
      throw refused(action.type.replace('xstate.', ''));
  }
}

function startDelay({
  event,
  id,
  delay,
}: {
  event: EventObject;
  id?: string;
  delay?: number;
}): void {
  if (delay === undefined && id === undefined) return;
  if (!isDelay(delay) || id === undefined) {
    throw refused(`the delay ${String(delay)} of ${id ?? event.type}`);
  }
  asked!.push({ type: 'delay.start', id, delayMs: delay, event: event.type });
}

/** What a delay's function gives is only as good as its types: '5' and null would pass for numbers. */
function isDelay(delay: unknown): delay is number {
  return Number.isFinite(delay) && (delay as number) >= 0;
}

function refused(what: string): TypeError {
  return new TypeError(`machine ${scope.id}: ${what} cannot be replayed`);
}

interface Microstep {
  readonly _transitions: readonly Taken[];
}

const none: readonly Taken[] = [];

/** Most steps are one microstep, whose list will do. */
function remember({ _transitions }: Microstep): void {
  taken = taken.length === 0 ? _transitions : [...taken, ..._transitions];
  if (guard !== null) return;
  const first = _transitions[0]?.guard as string | { readonly type: string } | undefined;
  if (first === undefined) return;
  guard = typeof first === 'string' ? first : first.type;
}

/** Whatever reaches for the actor itself wants an actor system, which there is none of. */
const noActor = new Proxy(Object.create(null) as object, {
  get: (_, key) => {
    throw refused(`an action that reaches for self.${String(key)} (spawn, sendTo, stopChild …)`);
  },
});

const nothing = (): void => {};

const scope = {
  id: '',
  sessionId: '',
  self: noActor,
  system: { _sendInspectionEvent: remember },
  logger: nothing,
  defer: nothing,
  emit: nothing,
  stopChild: nothing,
  actionExecutor: carryOut,
} as unknown as AnyActorScope & { id: string };
