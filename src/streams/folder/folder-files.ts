import { join } from 'node:path';
import { limits } from '../../protocol/limits.ts';
import { DataFolderError } from './data-folder-error.ts';
import { readBounded } from './read-bounded.ts';

/** What the files are called that every data folder has. */
export const folderFiles = {
  key: 'identity.key',
  certificate: 'identity.crt',
  boot: 'boot',
} as const;

/** null if there is no such file. */
export async function readText(folder: string, name: string, max: number): Promise<string | null> {
  const file = await readBounded(join(folder, name), max, 'plain');
  return file === null ? null : textOf(file.bytes, name, max);
}

export function textOf(bytes: Uint8Array, name: string, max: number): string {
  if (bytes.length <= max) return Buffer.from(bytes).toString();
  throw new DataFolderError('folder-failed', `${name} has over ${max} bytes`);
}

/** The number of the last start in there; null if it is not known. */
export async function readBoot(folder: string): Promise<number | null> {
  const text = await readText(folder, folderFiles.boot, limits.identityFileBytesMax);
  if (text === null) return null;
  const boot = Number(text);
  if (/^\d+\s*$/.test(text) && Number.isSafeInteger(boot + 1)) return boot;
  const hint = 'put a number there that is higher than any that was';
  const path = join(folder, folderFiles.boot);
  throw new DataFolderError('folder-failed', `${path} does not hold a number`, hint);
}
