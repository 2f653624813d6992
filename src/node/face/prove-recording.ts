import { pid } from 'node:process';
import { TapeError } from '../../trace/format/tape-error.ts';
import { FsTapeStore } from '../../trace/store/fs-tape-store.ts';
import type { NodeWishes } from './judge-options.ts';
import { cannotRecord } from './node-tape.ts';

/**
 * Writes into the folder that was named for the tape, takes that back, and throws what the user has to
 * know if that cannot be: before there is a data folder with a key in it, for a node that then never runs.
 */
export function proveRecording({ trace }: Pick<NodeWishes, 'trace'>): void {
  if (typeof trace !== 'string') return;
  try {
    const store = new FsTapeStore(trace);
    if (store.single) throw new TapeError('io', 'it is a file, not a folder');
    if (store.list().length > 0) throw new TapeError('exists', 'there is a trace already');
    tryIn(store);
  } catch (error) {
    if (!(error instanceof TapeError)) throw error;
    throw cannotRecord(trace, error);
  }
}

function tryIn(store: FsTapeStore): void {
  try {
    const sink = store.create(`.try-${pid}`);
    try {
      sink.append(Buffer.alloc(1));
    } finally {
      sink.close();
    }
  } finally {
    store.discard();
  }
}
