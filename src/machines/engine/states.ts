import type { AnyMachineSnapshot, AnyStateMachine, AnyStateNode } from 'xstate';
import { stateNodes } from './state-nodes.ts';

/** The names of a machine's states, each kept under the sum of its nodes' bits. */
class StateNames {
  readonly #names = new Map<number, string>();
  #lastNodes: readonly AnyStateNode[] | null = null;
  #lastName = '';

  /** Most steps change no state, and then the list of nodes is the same one. */
  of({ _nodes: nodes, machine }: AnyMachineSnapshot): string {
    if (nodes === this.#lastNodes) return this.#lastName;
    const key = bits(nodes);
    let name = this.#names.get(key);
    if (name === undefined) this.#names.set(key, (name = leaves(nodes, machine.id)));
    this.#lastNodes = nodes;
    this.#lastName = name;
    return name;
  }
}

const namesOf = new WeakMap<AnyStateMachine, StateNames>();
const STATES_MAX = 53;
const BITS = Array.from({ length: STATES_MAX }, (_, order) => 2 ** order);

/** The active leaves without the machine's id, as in `established.liveness.quiet + established.writability.open`. */
export function stateName(snapshot: AnyMachineSnapshot): string {
  return (namesOf.get(snapshot.machine) ?? newNames(snapshot.machine)).of(snapshot);
}

function newNames(machine: AnyStateMachine): StateNames {
  if (stateNodes(machine).length > STATES_MAX) {
    throw new RangeError(`machine ${machine.id} has over ${STATES_MAX} states: split it`);
  }
  const names = new StateNames();
  namesOf.set(machine, names);
  return names;
}

function bits(nodes: readonly AnyStateNode[]): number {
  let sum = 0;
  for (const node of nodes) sum += BITS[node.order]!;
  return sum;
}

function leaves(nodes: readonly AnyStateNode[], machineId: string): string {
  return nodes
    .filter((node) => node.type === 'atomic' || node.type === 'final')
    .toSorted((a, b) => a.order - b.order)
    .map((node) => node.id.slice(machineId.length + 1))
    .join(' + ');
}
