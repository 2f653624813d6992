import type { TapeSummary } from '../../node/face/node-tape.ts';
import type { TapeWishes } from '../../inspector/server/inspect-tape.ts';
import { CliError, exits, wrongUsage } from '../cli-error.ts';
import { askNode } from '../places/ask-node.ts';
import { runningNode } from '../places/running-node.ts';
import type { GivenFlags, ResolvedOptions } from '../settings/resolve-options.ts';

export interface ChosenTape extends Pick<TapeWishes, 'path' | 'source'> {
  /** The data folder of the node that records it; null: whoever did does not count. */
  readonly folder: string | null;
}

/** The trace that was named, or that of a node that runs. */
export async function whichTape(
  trace: string | undefined,
  given: GivenFlags,
  resolved: ResolvedOptions,
  root: string | null,
): Promise<ChosenTape> {
  if (trace === undefined) return tapeOf(await runningNode(resolved, root));
  const [flag] = (['data', 'port', 'id'] as const).filter((key) => given[key] !== undefined);
  if (flag === undefined) return { path: trace, source: 'trace', folder: null };
  throw wrongUsage(
    `a trace was named, and with --${flag} a node that runs`,
    'leave out one of them',
  );
}

async function tapeOf(folder: string): Promise<ChosenTape> {
  const { result } = await askNode(folder, { command: 'trace' });
  const { path = null } = (result ?? {}) as Partial<TapeSummary>;
  if (path !== null) return { path, source: 'node', folder };
  throw new CliError(
    `the node in ${folder} records nothing, and it is its tape that would be shown`,
    {
      code: 'unreadable',
      hint: 'start it without --no-trace',
      exit: exits.failed,
    },
  );
}
