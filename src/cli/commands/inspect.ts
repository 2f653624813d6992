import { type Command, Option as Flag } from 'commander';
import { pagePort, wholeNumber } from '../flag-values.ts';
import type { Host } from '../host.ts';
import { inspectRun } from '../inspect/inspect-run.ts';
import { origin } from '../inspect/origin.ts';
import { whichTape } from '../inspect/which-tape.ts';
import { dataRoot } from '../places/default-data-folder.ts';
import { givenFlags } from '../settings/command-options.ts';
import { resolveOptions } from '../settings/resolve-options.ts';
import { addWhichNode, whichNode } from '../settings/which-node.ts';

interface InspectFlags {
  readonly pagePort?: number;
  readonly turn?: number;
  readonly open?: true;
  readonly statelyOrigin?: readonly string[];
}

/** `peertape inspect`: a local page that shows a trace, or a node that runs. */
export function inspect(command: Command, host: Host): void {
  addWhichNode(
    command.argument('[trace]', 'a trace’s folder, or one of its segments; without it, a node’s'),
  )
    .option('--page-port <port>', 'where the page is (default: any free port)', pagePort)
    .option('--turn <turn>', 'where it begins', wholeNumber(1, Number.MAX_SAFE_INTEGER))
    .option('--open', 'opens it in the browser')
    .addOption(
      new Flag('--stately-origin <origin>', 'lets a page of others listen; repeatable').argParser(
        (text: string, before: readonly string[] | undefined) => [...(before ?? []), origin(text)],
      ),
    )
    .addHelpText('after', EXAMPLES)
    .action(async (trace: string | undefined, flags: InspectFlags) => {
      const root = dataRoot({ env: host.env, platform: process.platform });
      const given = givenFlags(command);
      const resolved = resolveOptions(given, { env: host.env, root }, whichNode);
      host.json = resolved.json.value === true;
      const tape = await whichTape(trace, given, resolved, root);
      const { turn, statelyOrigin: origins = [] } = flags;
      const wishes = { port: flags.pagePort ?? 0, turn, opens: flags.open === true, origins };
      await inspectRun(tape, wishes, host);
    });
}

const EXAMPLES = `
Examples:
  peertape inspect ./tape --open
  peertape inspect ./tape --turn 120
  peertape inspect --port 9001`;
