import type { Command } from 'commander';
import { DemoRun } from '../demo/demo-run.ts';
import { players } from '../demo/demo-script.ts';
import { folderPath, wholeNumber } from '../flag-values.ts';
import type { Host } from '../host.ts';

interface DemoFlags {
  readonly trace?: string;
  readonly fast?: boolean;
  readonly json?: boolean;
}

/** `peertape demo`: real nodes that chat, get lost, come back and leave, all in one terminal. */
export function demo(command: Command, host: Host): void {
  command
    .argument('[n]', 'how many nodes', wholeNumber(2, players.length), 4)
    .option('--trace <dir>', 'where their tapes go, instead of a temporary folder', folderPath)
    .option('--fast', 'does not wait for whoever reads')
    .option('--json', 'one JSON object a line')
    .action(async (count: number, { trace, fast = false, json = false }: DemoFlags) => {
      const run = new DemoRun({ count, trace: trace ?? null, fast, json }, host);
      host.exitCode = await run.untilItsEnd();
    });
}
