import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hasCode } from './reason-of.ts';

/**
 * Makes a folder and those above it, for their owner only; the ones that it made, the highest first.
 * The recursive `mkdir` never comes back from where nothing can be made, such as `/proc`.
 */
export async function makeFolders(path: string): Promise<readonly string[]> {
  try {
    return await makeOne(path);
  } catch (error) {
    if (!hasCode(error, 'ENOENT') || dirname(path) === path) throw error;
  }
  const above = await makeFolders(dirname(path));
  return [...above, ...(await makeOne(path))];
}

async function makeOne(path: string): Promise<readonly string[]> {
  try {
    await mkdir(path, { mode: 0o700 });
    return [path];
  } catch (error) {
    if (hasCode(error, 'EEXIST') && (await stat(path)).isDirectory()) return [];
    throw error;
  }
}
