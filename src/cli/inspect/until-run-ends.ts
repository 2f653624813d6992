import { setTimeout } from 'node:timers/promises';
import { askControl } from '../../streams/control/ask-control.ts';
import { ControlError } from '../../streams/control/control-error.ts';

/**
 * Resolves once the run that is recorded to a path is over: no node answers with that data folder any more,
 * or one that records elsewhere. Where its tape is a node says without a turn of its own for it, so what asks
 * is not on the tape. One that was suspended says nothing, and is still there.
 */
export async function untilRunEnds(
  folder: string,
  path: string,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await setTimeout(BETWEEN_MS, undefined, { signal }).catch(() => {});
    if (!signal.aborted && (await hasEnded(folder, path))) return;
  }
}

async function hasEnded(folder: string, path: string): Promise<boolean> {
  const enough = AbortSignal.timeout(PATIENCE_MS);
  try {
    const { result } = (await askControl(folder, { command: 'trace' }, enough)) as WhereIsIt;
    return result !== undefined && result.path !== path;
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
    return error.code === 'not-running' && !enough.aborted;
  }
}

/** Without a result, it has too much else to answer. */
interface WhereIsIt {
  readonly result?: { readonly path: string | null };
}

const BETWEEN_MS = 500;
const PATIENCE_MS = 2_000;
