import { Command, CommanderError } from 'commander';
import { CliError, wrongUsage } from './cli-error.ts';
import type { Host } from './host.ts';
import { misuse } from './misuse.ts';
import { type FatalEvent, linesTo, outputFor } from './output.ts';
import { shellWord } from './words/own-command.ts';
import { ownFault } from './own-fault.ts';
import { yesOrNo } from './settings/yes-or-no.ts';
import { packageVersion } from '../node/face/package-version.ts';

export interface ListedCommand {
  readonly name: string;
  readonly summary: string;
  /** The heading in the help that it stands under. */
  readonly group?: string;
  readonly load: () => Promise<(command: Command, host: Host) => void>;
}

/** Finds the command that is meant, loads it and nothing else, and runs it. */
export async function runCli(
  given: readonly string[],
  commands: readonly ListedCommand[],
  host: Host,
): Promise<void> {
  const program = newProgram(host);
  host.json = given.includes('--json') || yesOrNo(host.env['PEERTAPE_JSON'] ?? '') === true;
  const words = namesNoCommand(given) ? [USUAL, ...given] : given;
  try {
    const meant = words[0] === 'help' ? words[1] : words[0];
    for (const { name, summary, group = 'Commands:', load } of commands) {
      const command = program.command(name).description(summary).helpGroup(group);
      if (name === meant) (await load())(command, host);
    }
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    const isMisuse = error instanceof CommanderError && error.exitCode !== 0;
    const told = isMisuse ? misuse(error, program, words) : error;
    fail((words === given ? null : lateCommand(told, given, commands)) ?? told, host);
  }
}

/** What is meant by nothing but flags, or by a number. */
const USUAL = 'node';

function namesNoCommand([first]: readonly string[]): boolean {
  if (first === undefined || /^\d+$/.test(first)) return true;
  return first.startsWith('-') && !['--help', '-h', '--version', '-V'].includes(first);
}

/** A node was meant only because a flag stands before the command that is meant; null if there is none. */
function lateCommand(
  told: unknown,
  given: readonly string[],
  commands: readonly ListedCommand[],
): CliError | null {
  const place = given.findIndex((word) => commands.some(({ name }) => name === word));
  if (place < 1 || !(told instanceof CliError)) return null;
  const isAboutIt = told.message.includes(`'${given[place]}'`) || told.message.startsWith(EXCESS);
  if (!isAboutIt) return null;
  const meant = [...given.slice(place), ...given.slice(0, place)].map(shellWord).join(' ');
  return wrongUsage('a command stands before its flags', `peertape ${meant}`);
}

const EXCESS = `'${USUAL}' takes no more`;

function newProgram(host: Host): Command {
  return (
    new Command('peertape')
      .description('A peer-to-peer node you can play back. Without a command, runs a node.')
      .version(packageVersion())
      .exitOverride()
      .addHelpText('after', EPILOGUE)
      // What stands behind a command is the command's, also where an outer one knows it too.
      .enablePositionalOptions()
      .configureOutput({
        writeOut: (text) => void host.stdout.write(text),
        writeErr: () => {},
        outputError: () => {},
      })
  );
}

const EPILOGUE = `
--help stands behind each command too: peertape node --help tells what a node can be told.`;

/** One line, whatever happened. */
export function fail(error: unknown, host: Host): void {
  if (error instanceof CommanderError && error.exitCode === 0) return;
  const known = error instanceof CliError ? error : ownFault(error, host.tape);
  const { message: text, code, hint, exit } = known;
  const output = outputFor<FatalEvent>(linesTo(host), host.json, () => []);
  const why = hint === '' ? { text } : { text, hint };
  output.show({ event: 'error', at: Date.now(), code, ...why, fatal: true });
  host.exitCode = exit;
}
