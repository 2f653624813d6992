import type { FilesRead } from '../node-settings.ts';
import type { ResolvedOptions } from './resolve-options.ts';

/** What was said of seed nodes and has no effect, in one line; null: nothing was. */
export function idleSeeds(
  { discovery, seeds, seedsFile }: ResolvedOptions,
  { seeds: inFile }: FilesRead,
): string | null {
  const isAsked = discovery.value?.includes('seeds') === true;
  if (!isAsked && (seeds.value !== undefined || inFile !== undefined)) {
    return `no seed node is asked: ${discovery.source.name} says how others are found, without seeds`;
  }
  if (isAsked && inFile?.length === 0) return `${seedsFile.value} names no seed node`;
  return null;
}
