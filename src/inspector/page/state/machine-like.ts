import { signal } from '@preact/signals';

/** Which machine actors with such a path were of: `node/o12` is most likely what `node/o3` was. */
const machines = signal<ReadonlyMap<string, string>>(new Map());

/** null: nobody knows yet. */
export function machineLike(path: string): string | null {
  return machines.value.get(shapeOf(path)) ?? null;
}

export function rememberMachine({
  path,
  machine,
}: {
  readonly path: string;
  readonly machine: string;
}): void {
  const shape = shapeOf(path);
  if (machine === '' || machines.peek().get(shape) === machine) return;
  machines.value = new Map(machines.peek()).set(shape, machine);
}

function shapeOf(path: string): string {
  return path.replaceAll(/\d+/g, '');
}
