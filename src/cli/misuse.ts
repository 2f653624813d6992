import type { Command, CommanderError } from 'commander';
import { type CliError, wrongUsage } from './cli-error.ts';
import { didYouMean } from './words/did-you-mean.ts';

/** What commander found wrong with a command line, in sentences of our own. */
export function misuse(
  { code, message }: CommanderError,
  program: Command,
  words: readonly string[],
): CliError {
  const { command, path } = commandIn(program, words);
  const help = `${path.join(' ')} --help tells more`;
  if (code === 'commander.help') return wrongUsage('a command is missing', help);
  if (code === 'commander.excessArguments' && command.commands.length > 0) {
    return unknownCommand(words[path.length - 1] ?? '', command, help);
  }
  const [, text = message, suggestion] =
    /^(?:error: )?(.*?)(?:\s*\((Did you mean .*)\))?$/s.exec(message) ?? [];
  const line = text.replaceAll(/\s*\n\s*/g, ' ');
  for (const [pattern, sentence] of sentences) {
    if (pattern.test(line)) return wrongUsage(line.replace(pattern, sentence), help);
  }
  if (code === 'commander.unknownOption' && takesText(command)) {
    return wrongUsage(line, `a text that begins with "-" stands behind --; ${help}`);
  }
  return wrongUsage(line, suggestion?.replace('Did', 'did') ?? help);
}

/** `peertape trace show`, as far as the words name a command that is there. */
function commandIn(program: Command, words: readonly string[]) {
  let command = program;
  const path = [program.name()];
  for (const word of words) {
    const found = command.commands.find((each) => each.name() === word);
    if (found === undefined) continue;
    command = found;
    path.push(word);
  }
  return { command, path };
}

function takesText({ registeredArguments }: Command): boolean {
  return registeredArguments.some(({ variadic }) => variadic);
}

/** One that has commands of its own, and does something by itself. */
function unknownCommand(word: string, { commands }: Command, help: string): CliError {
  const meant = didYouMean(
    word,
    commands.map((each) => each.name()),
  );
  return wrongUsage(`unknown command '${word}'`, meant === null ? help : `did you mean ${meant}?`);
}

/** Values are judged by our own parsers, whose messages say what a value "must be". */
const sentences: readonly (readonly [RegExp, string])[] = [
  [/^option '([^ ']+)[^']*' argument '(.*)' is invalid\. (.*)$/s, "$1 $3, and '$2' is not"],
  [
    /^command-argument value '(.*)' is invalid for argument '(.*?)'\. (.*)$/s,
    "argument '$2' $3, and '$1' is not",
  ],
  [/^option '([^']+)' argument missing$/, "a value is missing: '$1'"],
  [/^missing required argument '(.*)'$/, "argument '$1' is missing"],
  [/^too many arguments for '(.*)'\. Expected 0.*$/, "'$1' takes no arguments"],
  [/^too many arguments for '(.*)'\. Expected 1 .*$/, "'$1' takes no more than one argument"],
  [/^too many arguments for '(.*)'\. Expected (\d+).*$/, "'$1' takes no more than $2 arguments"],
];
