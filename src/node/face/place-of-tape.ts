import { join } from 'node:path';
import { limits } from '../../protocol/limits.ts';
import { TapeError } from '../../trace/format/tape-error.ts';
import { pruneTapes } from '../../trace/store/prune-tapes.ts';
import { runFolderName } from '../../trace/store/run-folder.ts';
import type { NodeWishes } from './judge-options.ts';
import { cannotRecord } from './node-tape.ts';

export interface PlaceOfTape {
  readonly path: string;
  /** null: all of it is kept. */
  readonly keepBytes: number | null;
}

/**
 * Where a run is recorded: into the folder that was named, or else into one of its own in the data folder,
 * where the oldest runs go to make room. Half of that room is the new run's.
 */
export function placeOfTape(
  { trace, traceKeepBytes }: Pick<NodeWishes, 'trace' | 'traceKeepBytes'>,
  data: string | null,
  wall: number,
): PlaceOfTape | null {
  if (trace === false || (trace === null && data === null)) return null;
  if (trace !== null) return { path: trace, keepBytes: traceKeepBytes };
  const folder = join(data!, 'traces');
  const keepBytes = traceKeepBytes ?? limits.traceKeepBytes;
  const newRunBytes = Math.max(limits.traceKeepBytesMin, Math.floor(keepBytes / 2));
  prune(folder, { keepBytes, newRunBytes });
  return { path: join(folder, runFolderName(wall)), keepBytes: newRunBytes };
}

function prune(folder: string, room: Parameters<typeof pruneTapes>[1]): void {
  try {
    pruneTapes(folder, room);
  } catch (error) {
    if (!(error instanceof TapeError)) throw error;
    throw cannotRecord(folder, error);
  }
}
