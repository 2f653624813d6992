import type { Clock } from '../clock.ts';
import { askControl } from './ask-control.ts';
import { ControlError } from './control-error.ts';

/**
 * Asks a node for what may take long, and gives up with `silent` once it answers nothing at all, as one that
 * was suspended: its system goes on taking connections for it. So while an answer is due it is asked, aside,
 * how it is, which every node that lives says at once.
 */
export async function askPatiently(
  folder: string,
  request: object,
  clock: Clock,
): Promise<unknown> {
  const over = new AbortController();
  try {
    const answer = askControl(folder, request, over.signal);
    return await Promise.race([answer, silence(folder, clock, over.signal)]);
  } finally {
    over.abort();
  }
}

/** Rejects once there is silence, and never resolves before the answer is there. */
async function silence(folder: string, clock: Clock, over: AbortSignal): Promise<never> {
  while (!over.aborted) {
    await waited(QUIET_MS, clock, over);
    if (await isAlive(folder, clock, over)) continue;
    throw new ControlError('silent', `the node in ${folder} does not answer`);
  }
  return new Promise(() => {});
}

async function isAlive(folder: string, clock: Clock, over: AbortSignal): Promise<boolean> {
  const enough = new AbortController();
  const signal = AbortSignal.any([over, enough.signal]);
  try {
    const patience = waited(PATIENCE_MS, clock, signal).then(() => false);
    const sign = askControl(folder, { command: 'status' }, signal).then(
      () => true,
      () => patience,
    );
    return await Promise.race([sign, patience]);
  } finally {
    enough.abort();
  }
}

function waited(ms: number, clock: Clock, over: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.at(clock.now() + ms * 1_000, () => {
      over.removeEventListener('abort', cancel);
      resolve();
    });
    if (over.aborted) cancel();
    else over.addEventListener('abort', cancel);
  });
}

const QUIET_MS = 1_000;
const PATIENCE_MS = 2_000;
