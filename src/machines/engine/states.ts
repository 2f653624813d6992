import type { AnyMachineSnapshot, AnyStateMachine, AnyStateNode } from 'xstate';
import { stateNodes } from './state-nodes.ts';

/** The names of a machine's states, each kept under the sum of its nodes' bits. */
const namesOf = new WeakMap<AnyStateMachine, Map<number, string>>();
const STATES_MAX = 53;

/** The active leaves without the machine's id, as in `established.liveness.quiet + established.writability.open`. */
export function stateName(snapshot: AnyMachineSnapshot): string {
  const names = namesOf.get(snapshot.machine) ?? newNames(snapshot.machine);
  const key = bits(snapshot._nodes);
  const known = names.get(key);
  if (known !== undefined) return known;
  const name = leaves(snapshot._nodes, snapshot.machine.id);
  names.set(key, name);
  return name;
}

function newNames(machine: AnyStateMachine): Map<number, string> {
  if (stateNodes(machine).length > STATES_MAX) {
    throw new RangeError(`machine ${machine.id} has over ${STATES_MAX} states: split it`);
  }
  const names = new Map<number, string>();
  namesOf.set(machine, names);
  return names;
}

function bits(nodes: readonly AnyStateNode[]): number {
  let sum = 0;
  for (const node of nodes) sum += 2 ** node.order;
  return sum;
}

function leaves(nodes: readonly AnyStateNode[], machineId: string): string {
  return nodes
    .filter((node) => node.type === 'atomic' || node.type === 'final')
    .toSorted((a, b) => a.order - b.order)
    .map((node) => node.id.slice(machineId.length + 1))
    .join(' + ');
}
