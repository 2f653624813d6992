import { accessSync, constants, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { TapeError } from '../../trace/format/tape-error.ts';
import { FsTapeStore } from '../../trace/store/fs-tape-store.ts';
import { guarded } from '../../trace/store/guarded.ts';
import { makeFolder } from '../../trace/store/make-folder.ts';
import { cannotRecord } from './open-recorder.ts';

/** Makes a folder for many tapes: what would stop one of them is told before the first begins. */
export function roomForTapes(path: string): void {
  for (const name of refusingAs(path, () => namesIn(path))) {
    const inside = join(path, name);
    refusingAs(inside, () => {
      const store = new FsTapeStore(inside);
      if (!store.single && store.list().length > 0) throw new TapeError('exists', 'it is taken');
    });
  }
}

function namesIn(path: string): readonly string[] {
  makeFolder(path);
  return guarded(() => {
    accessSync(path, constants.W_OK);
    return readdirSync(path);
  });
}

function refusingAs<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof TapeError)) throw error;
    throw cannotRecord(path, error);
  }
}
