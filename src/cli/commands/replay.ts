import type { Command } from 'commander';
import { machines } from '../../node/running/machines.ts';
import { codeHash } from '../../trace/writing/code-hash.ts';
import { FsTapeStore } from '../../trace/store/fs-tape-store.ts';
import { replay as replayTape } from '../../trace/replay/replay.ts';
import type { Verdict } from '../../trace/replay/verdict.ts';
import { exits, type Exit } from '../cli-error.ts';
import { wholeNumber } from '../flag-values.ts';
import type { Host } from '../host.ts';
import { type CliEvent, linesTo, outputFor } from '../output.ts';
import { noTrace, readingTape } from '../places/reading-tape.ts';
import { verdictInWords } from '../words/verdict-in-words.ts';

type VerdictEvent = CliEvent & Verdict & { readonly event: 'verdict' };

interface ReplayFlags {
  readonly to?: number;
  readonly json?: boolean;
}

/** `peertape replay`: runs a trace again, and tells whether the code still does what it did. */
export function replay(command: Command, host: Host): void {
  command
    .argument('<trace>', 'a trace’s folder, or one of its segments')
    .option('--to <turn>', 'the last turn to run', wholeNumber(1, Number.MAX_SAFE_INTEGER))
    .option('--json', 'one JSON object a line')
    .action((path: string, { to, json = false }: ReplayFlags) => {
      const verdict = readingTape(path, () => {
        const options = { machines, code: codeHash(), ...(to === undefined ? {} : { to }) };
        return replayTape(new FsTapeStore(path), options);
      });
      if (!json && verdict.verdict === 'unreadable') throw noTrace(path);
      const output = outputFor<VerdictEvent>(linesTo(host), json, verdictInWords);
      output.show({ event: 'verdict', at: Date.now(), ...verdict });
      host.exitCode = exitOf[verdict.verdict];
    });
}

const exitOf: Readonly<Record<Verdict['verdict'], Exit>> = {
  same: exits.done,
  torn: exits.done,
  different: exits.failed,
  damaged: exits.unreadable,
  unreadable: exits.unreadable,
  newer: exits.unreadable,
};
