import type { Command } from 'commander';
import { FsTapeStore } from '../../trace/store/fs-tape-store.ts';
import { show, type ShownLine } from '../../trace/reading/show.ts';
import { exits } from '../cli-error.ts';
import { wholeNumber } from '../flag-values.ts';
import type { Host } from '../host.ts';
import { type CliEvent, linesTo, outputFor } from '../output.ts';
import { readingTape } from '../reading-tape.ts';
import { tapeLineInWords } from '../tape-line-in-words.ts';

interface ShowFlags {
  readonly actor?: string;
  readonly event?: string;
  readonly from?: number;
  readonly to?: number;
  readonly json?: boolean;
}

/** `peertape trace show`: what is on a trace, as it was recorded; nothing is run again. */
export function trace(command: Command, host: Host): void {
  const turn = wholeNumber(0, Number.MAX_SAFE_INTEGER);
  command
    .command('show')
    .description('what is on a trace, line by line')
    .argument('<trace>', 'a trace’s folder, or one of its segments')
    .option('--actor <path>', 'only steps and effects of this actor, such as node/o1')
    .option('--event <type>', 'only lines about this event or effect, such as link.bytes')
    .option('--from <turn>', 'the first turn', turn)
    .option('--to <turn>', 'the last turn', turn)
    .option('--json', 'one JSON object a line')
    .action((path: string, { json = false, ...wishes }: ShowFlags) => {
      const output = outputFor<TapeLine>(linesTo(host), json, tapeLineInWords);
      readingTape(path, () => {
        for (const line of show(new FsTapeStore(path), wishes)) {
          output.show(line as TapeLine);
          if (unusable.includes(line.event)) host.exitCode = exits.unreadable;
        }
      });
    });
}

type TapeLine = ShownLine & CliEvent;

const unusable: readonly string[] = ['damage', 'unreadable', 'newer'];
