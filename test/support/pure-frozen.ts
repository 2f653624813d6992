import type { AnyMachineSnapshot } from 'xstate';

/** Makes any later change of what this snapshot can see throw. Bytes cannot be frozen; tables and queues guard themselves. */
export function frozen<S extends AnyMachineSnapshot>(snapshot: S): S {
  freeze(snapshot.context);
  freeze(snapshot.value);
  Object.freeze(snapshot._nodes);
  return snapshot;
}

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if (ArrayBuffer.isView(value) || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const inner of Object.values(value)) freeze(inner);
}
