import { type FileHandle, open } from 'node:fs/promises';
import { platform } from 'node:os';
import { isForeign } from './is-foreign.ts';
import { hasCode } from './reason-of.ts';

export interface ReadFile {
  readonly bytes: Uint8Array;
  /** Others than its owner can read or change it, as far as the system tells. */
  readonly isOpenToOthers: boolean;
  readonly isForeign: boolean;
}

/** A small file, or null if there is none; of a longer one, one byte more than `max`. */
export async function readBounded(path: string, max: number): Promise<ReadFile | null> {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
  try {
    const stats = await file.stat();
    const isOpenToOthers = platform() !== 'win32' && (stats.mode & 0o077) !== 0;
    const bytes = await readUpTo(file, max + 1);
    return { bytes, isOpenToOthers, isForeign: isForeign(stats) };
  } finally {
    await file.close();
  }
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
