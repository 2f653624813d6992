import type { Command } from 'commander';
import { closeCodes, type Decider } from '../../protocol/close-codes.ts';
import type { Host } from '../host.ts';
import { type CliEvent, linesTo, outputFor } from '../output.ts';

interface CodeEvent extends CliEvent {
  readonly event: 'code';
  readonly code: string;
  readonly meaning: string;
  readonly by: readonly Decider[];
}

/** `peertape codes`: why anything closes, is refused or fails. */
export function codes(command: Command, host: Host): void {
  command
    .option('--json', 'one JSON object a line')
    .action(({ json = false }: { readonly json?: boolean }) => {
      const output = outputFor<CodeEvent>(linesTo(host), json, inWords);
      const at = Date.now();
      for (const [code, { meaning, by }] of Object.entries(closeCodes)) {
        output.show({ event: 'code', at, code, meaning, by });
      }
    });
}

const widest = Math.max(...Object.keys(closeCodes).map((code) => code.length));

function inWords({ code, meaning, by }: CodeEvent): readonly string[] {
  return [`${code.padEnd(widest)}  ${meaning} (by ${by.join(' or ')})`];
}
