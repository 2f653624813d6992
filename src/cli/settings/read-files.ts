import { NetworkKeyError, readNetworkKey } from '../../streams/folder/network-key.ts';
import { readSeedsFile, SeedsFileError } from '../../streams/seeds-file.ts';
import { wrongUsage } from '../cli-error.ts';
import type { FilesRead } from '../node-settings.ts';
import type { ResolvedOptions } from './resolve-options.ts';

/** The files that options name, but for those that a node itself writes. */
export async function readFiles(resolved: ResolvedOptions): Promise<FilesRead> {
  const { networkKey, seedsFile } = resolved;
  try {
    return {
      networkKey: await read(networkKey.value, readNetworkKey),
      seeds: await read(seedsFile.value, readSeedsFile),
    };
  } catch (error) {
    const isKnown = error instanceof NetworkKeyError || error instanceof SeedsFileError;
    throw isKnown ? wrongUsage(error.message, error.hint) : error;
  }
}

async function read<T>(
  path: string | undefined,
  reader: (path: string) => Promise<T>,
): Promise<T | undefined> {
  return path === undefined ? undefined : reader(path);
}
