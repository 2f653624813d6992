import type { Command } from 'commander';
import { FsTapeStore } from '../../trace/store/fs-tape-store.ts';
import { show, type ShowOptions, type ShownLine } from '../../trace/reading/show.ts';
import { whatThereIs, type ThereIs } from '../../trace/reading/what-there-is.ts';
import { cleanText } from '../words/clean-text.ts';
import { exits, wrongUsage } from '../cli-error.ts';
import { wholeNumber } from '../flag-values.ts';
import type { Host } from '../host.ts';
import { type CliEvent, linesTo, outputFor } from '../output.ts';
import { paintFor } from '../words/paint.ts';
import { noTrace, readingTape } from '../places/reading-tape.ts';
import { tapeLineInWords } from '../words/tape-line-in-words.ts';
import { control } from './control.ts';

interface ShowFlags extends ShowOptions {
  readonly json?: boolean;
}

/**
 * `peertape trace show`: what is on a trace, as it was recorded; nothing is run again. `peertape trace`
 * alone asks a running node for its tape.
 */
export function trace(command: Command, host: Host): void {
  control('trace')(command.enablePositionalOptions(), host);
  const turn = wholeNumber(0, Number.MAX_SAFE_INTEGER);
  command
    .command('show')
    .description('what is on a trace, line by line')
    .argument('<trace>', 'a trace’s folder, or one of its segments')
    .option('--actor <path>', 'only steps and effects of this actor, such as node/o1')
    .option(
      '--event <type>',
      'only lines about this event, effect, message or command, such as text',
    )
    .option('--from <turn>', 'the first turn', turn)
    .option('--to <turn>', 'the last turn', turn)
    .option('--json', 'one JSON object a line')
    .action((path: string, { json = false, ...wishes }: ShowFlags) => {
      const { from = 0, to = Infinity } = wishes;
      if (from > to) throw wrongUsage(`--from ${from} lies behind --to ${to}`);
      const lines = linesTo(host);
      const paint = paintFor(host.stdout, host.env);
      const output = outputFor<TapeLine>(lines, json, (line) => tapeLineInWords(line, paint));
      readingTape(path, () => {
        const store = new FsTapeStore(path);
        let shown = 0;
        for (const line of show(store, wishes)) {
          if (!json && line.event === 'unreadable') throw noTrace(path);
          shown += 1;
          output.show(line as TapeLine);
          if (unusable.includes(line.event)) host.exitCode = exits.unreadable;
        }
        if (shown === 0 && !json) lines.err(nothingFits(whatThereIs(store, wishes)));
      });
    });
}

type TapeLine = ShownLine & CliEvent;

const unusable: readonly string[] = ['damage', 'unreadable', 'newer'];

function nothingFits(there: ThereIs): string {
  if (there.of === 'turns') {
    return `nothing fits; the turns are ${there.first} to ${there.last}`;
  }
  const named = there.names.slice(0, NAMES_MAX).map(cleanText);
  const more = there.names.length > NAMES_MAX ? ' …' : '';
  return `nothing fits; the ${there.of} are ${named.join(', ')}${more}`;
}

const NAMES_MAX = 30;
