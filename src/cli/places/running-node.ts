import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { controlPath, isAnswered } from '../../streams/control/control-place.ts';
import { CliError, exits, wrongUsage } from '../cli-error.ts';
import { namedFolder } from './named-folder.ts';
import type { ResolvedOptions } from '../settings/resolve-options.ts';

/** The data folder of the node that is meant: the one that was named, or else the only one that runs. */
export async function runningNode(resolved: ResolvedOptions, root: string | null): Promise<string> {
  return namedFolder(resolved, root) ?? onlyOneIn(root!);
}

async function onlyOneIn(root: string): Promise<string> {
  const running: string[] = [];
  for (const name of nodeFolders(root)) {
    if (await isAnswered(controlPath(join(root, name)))) running.push(name);
  }
  const [only, ...others] = running;
  if (only === undefined) throw nobodyRuns(`no node runs with its data in ${root}`);
  if (others.length === 0) return join(root, only);
  throw wrongUsage(
    `several nodes run: ${running.join(', ')}`,
    `say which, with --port N or --data ${join(root, only)}`,
  );
}

function nobodyRuns(text: string): CliError {
  const hint = 'start one with peertape, or name its folder with --data DIR';
  return new CliError(text, { code: 'not-running', hint, exit: exits.failed });
}

/** Those of the user's folder that nodes have by default. */
export function nodeFolders(root: string): readonly string[] {
  try {
    return readdirSync(root)
      .filter((name) => /^(?:node|any)-\d+$/.test(name))
      .toSorted();
  } catch {
    return [];
  }
}
