import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BASE_PORT } from '../../machines/node/peers/find-peer.ts';
import { controlPath, isAnswered } from '../../streams/control/control-place.ts';
import { folderFiles } from '../../streams/folder/folder-files.ts';
import { wrongUsage } from '../cli-error.ts';
import { folderOfPort } from './default-data-folder.ts';
import { namedFolder } from './named-folder.ts';
import { nodeFolders } from './running-node.ts';
import type { ResolvedOptions } from '../settings/resolve-options.ts';

/**
 * The data folder that is meant, whether its node runs or not: the one that was named, else the only one
 * that has an identity, else the one of these whose node runs. Where there is none, the one that the first
 * node would use.
 */
export async function ownFolder(resolved: ResolvedOptions, root: string | null): Promise<string> {
  return namedFolder(resolved, root) ?? onlyOneIn(root!);
}

async function onlyOneIn(root: string): Promise<string> {
  const owned = nodeFolders(root).filter((name) =>
    existsSync(join(root, name, folderFiles.certificate)),
  );
  if (owned.length === 0) return folderOfPort(root, BASE_PORT + 1);
  const running = owned.length === 1 ? [] : await runningOf(root, owned);
  const [only, ...others] = running.length > 0 ? running : owned;
  if (others.length === 0) return join(root, only!);
  throw wrongUsage(
    `several nodes have their data in ${root}: ${owned.join(', ')}`,
    `say which, with --port N or --data ${join(root, only!)}`,
  );
}

async function runningOf(root: string, names: readonly string[]): Promise<readonly string[]> {
  const areAnswered = await Promise.all(
    names.map((name) => isAnswered(controlPath(join(root, name)))),
  );
  return names.filter((_, index) => areAnswered[index]);
}
