import type { AnyMachineSnapshot, AnyStateMachine, AnyStateNode } from 'xstate';
import { jsonOf } from './json-of.ts';
import type { SnapshotShown } from './tool-message.ts';

/** A state of an actor, for a tool. */
export function toolSnapshot(snapshot: AnyMachineSnapshot): SnapshotShown {
  const history = snapshot.historyValue as Readonly<Record<string, readonly AnyStateNode[]>>;
  return {
    status: snapshot.status,
    value: snapshot.value,
    context: jsonOf(snapshot.context),
    output: jsonOf(snapshot.output),
    children: {},
    historyValue: Object.fromEntries(
      Object.entries(history).map(([id, nodes]) => [id, nodes.map((node) => node.id)]),
    ),
    tags: [...snapshot.tags],
  };
}

/** Of an actor that has come to its end, and of which no more is known than what is said here. */
export function goneSnapshot(
  machine: AnyStateMachine | undefined,
  context: Readonly<Record<string, unknown>>,
): SnapshotShown {
  const states: readonly AnyStateNode[] = Object.values(machine?.root.states ?? {});
  const last = states.find((state) => state.type === 'final');
  return {
    status: 'done',
    value: last?.key ?? {},
    context: jsonOf(context),
    output: undefined,
    children: {},
    historyValue: {},
    tags: [],
  };
}
