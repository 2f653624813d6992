import type { Terminal } from '../host.ts';

/**
 * Node.js writes to a terminal until it has taken everything, and waits for that. One that was stopped, with
 * Ctrl-S or by a window that shows something else, would stop a node with it, for all its peers. So what a
 * terminal does not take now waits in memory, as for a pipe. Whoever has the terminal next finds it as it was.
 */
export function unhinder(...outputs: readonly Terminal[]): void {
  for (const output of outputs) {
    const handle = handleOf(output);
    if (handle?.setBlocking(false) !== 0) continue;
    process.once('exit', () => void handle.setBlocking(true));
  }
}

interface Handle {
  /** 0, or why it cannot be done. */
  readonly setBlocking: (isBlocking: boolean) => number;
}

/** There is no public way to it; where it is another thing than today, all stays as it is. */
function handleOf(output: Terminal): Handle | null {
  if (output.isTTY !== true) return null;
  const { _handle: handle } = output as { readonly _handle?: Partial<Handle> | null };
  return typeof handle?.setBlocking === 'function' ? (handle as Handle) : null;
}
