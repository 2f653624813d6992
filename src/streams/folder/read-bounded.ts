import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { platform } from 'node:os';
import { DataFolderError } from './data-folder-error.ts';
import { isForeign } from './is-foreign.ts';
import { hasCode } from './reason-of.ts';

export interface ReadFile {
  readonly bytes: Uint8Array;
  /** Others than its owner can read or change it, as far as the system tells. */
  readonly isOpenToOthers: boolean;
  readonly isForeign: boolean;
}

/**
 * A small file, or null if there is none; of a longer one, one byte more than `max`. What a user names may be a pipe, from
 * which it comes in time; what lies in a folder is a `plain` file, or refused at once.
 */
export async function readBounded(
  path: string,
  max: number,
  kind: 'any' | 'plain' = 'any',
): Promise<ReadFile | null> {
  let file: FileHandle;
  try {
    file = await open(path, kind === 'any' ? 'r' : constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
  try {
    const stats = await file.stat();
    if (kind === 'plain' && !stats.isFile()) throw noPlainFile(path);
    const isOpenToOthers = platform() !== 'win32' && (stats.mode & 0o077) !== 0;
    const bytes = await readUpTo(file, max + 1);
    return { bytes, isOpenToOthers, isForeign: isForeign(stats) };
  } finally {
    await file.close();
  }
}

function noPlainFile(path: string): DataFolderError {
  return new DataFolderError('folder-failed', `${path} is no plain file`, 'move it away');
}

async function readUpTo(file: FileHandle, max: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(max);
  let length = 0;
  while (length < max) {
    const { bytesRead } = await file.read(buffer, length, max - length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return buffer.subarray(0, length);
}
