import { getSystemErrorMap } from 'node:util';
import { TapeError } from '../format/tape-error.ts';

/** Whatever the disk refuses is a `TapeError`, in the words of the system without its codes. */
export function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof TapeError || !(error instanceof Error)) throw error;
    const exists = 'code' in error && error.code === 'EEXIST';
    throw new TapeError(exists ? 'exists' : 'io', wordsOf(error), { cause: error });
  }
}

function wordsOf(error: Error): string {
  const errno = 'errno' in error ? Number(error.errno) : 0;
  return getSystemErrorMap().get(errno)?.[1] ?? error.message;
}
