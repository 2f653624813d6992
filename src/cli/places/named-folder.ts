import { wrongUsage } from '../cli-error.ts';
import { folderOfPort } from './default-data-folder.ts';
import { portOf, strengthOf } from '../settings/port-of.ts';
import type { ResolvedOptions } from '../settings/resolve-options.ts';

/** The data folder that was named, by itself or by the port of its node; null if none was. */
export function namedFolder(resolved: ResolvedOptions, root: string | null): string | null {
  const { data } = resolved;
  const { port } = portOf(resolved);
  if (data.value !== undefined && strengthOf(data) >= strengthOf(port)) return data.value;
  if (root === null) throw wrongUsage('there is no home folder to look for nodes in', NAME_ONE);
  if (port.value === 0)
    throw wrongUsage('a node that took any port is not found by port 0', NAME_ONE);
  return port.value === undefined ? null : folderOfPort(root, port.value);
}

const NAME_ONE = 'name its folder with --data DIR';
