import { Command, CommanderError } from 'commander';
import { CliError, wrongUsage } from './cli-error.ts';
import type { Host } from './host.ts';
import { type FatalEvent, linesTo, outputFor } from './output.ts';
import { ownFault } from './own-fault.ts';
import { version } from './version.ts';

export interface ListedCommand {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<(command: Command, host: Host) => void>;
}

/** Finds the command that is meant, loads it and nothing else, and runs it. */
export async function runCli(
  words: readonly string[],
  commands: readonly ListedCommand[],
  host: Host,
): Promise<void> {
  try {
    const program = newProgram(host);
    const meant = words.find((word) => commands.some(({ name }) => name === word));
    for (const { name, summary, load } of commands) {
      const command = program.command(name).description(summary);
      if (name === meant) (await load())(command, host);
    }
    await program.parseAsync(words.length === 0 ? ['--help'] : words, { from: 'user' });
  } catch (error) {
    fail(error, words.includes('--json'), host);
  }
}

function newProgram(host: Host): Command {
  return new Command('peertape')
    .description('A peer-to-peer node you can play back.')
    .version(version())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void host.stdout.write(text),
      writeErr: () => {},
      outputError: () => {},
    });
}

/** One line, whatever happened. */
export function fail(error: unknown, json: boolean, host: Host): void {
  if (error instanceof CommanderError && error.exitCode === 0) return;
  const { message: text, code, hint, exit } = judged(error, host.tape);
  const output = outputFor<FatalEvent>(linesTo(host), json, () => []);
  const why = hint === '' ? { text } : { text, hint };
  output.show({ event: 'error', at: Date.now(), code, ...why, fatal: true });
  host.exitCode = exit;
}

function judged(error: unknown, tape: string | null): CliError {
  if (error instanceof CliError) return error;
  if (error instanceof CommanderError) return misused(error);
  return ownFault(error, tape);
}

/** "error: unknown option '--prt'\n(Did you mean --port?)" */
function misused({ code, message }: CommanderError): CliError {
  if (code === 'commander.help') return wrongUsage('a command is missing', HINT);
  const [, text = message, suggestion] =
    /^(?:error: )?(.*?)(?:\s*\((Did you mean .*)\))?$/s.exec(message) ?? [];
  return wrongUsage(text.replaceAll(/\s*\n\s*/g, ' '), suggestion ?? HINT);
}

const HINT = 'peertape --help tells more';
