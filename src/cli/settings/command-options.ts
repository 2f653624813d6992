import { type Command, Option as Flag } from 'commander';
import { wrongUsage } from '../cli-error.ts';
import { type NodeOptionKey, nodeOptionKeys, nodeOptionTable } from './node-option-table.ts';
import { formsOf, type Option, valueInWords } from './option.ts';
import type { Given, GivenFlags } from './resolve-options.ts';

/** Lets a command take these options; what they say is judged later, with what other places say. */
export function addOptions(
  command: Command,
  keys: readonly NodeOptionKey[] = nodeOptionKeys,
  help: Readonly<Partial<Record<NodeOptionKey, string>>> = {},
): Command {
  for (const key of keys) {
    const option: Option<unknown> = nodeOptionTable[key];
    const [form = '', off] = formsOf(key, option);
    const flag = new Flag(form, help[key] ?? described(option));
    if (option.kind === 'many') flag.argParser(gather);
    command.addOption(flag);
    if (off !== undefined) command.addOption(new Flag(off, option.helpOff));
  }
  return command;
}

/** As they were given; the argument of a command can stand for one of them. */
export function givenFlags(
  command: Command,
  argument: Readonly<Partial<Record<'id' | 'port', string | undefined>>> = {},
): GivenFlags {
  const given: Partial<Record<NodeOptionKey, Given>> = {};
  for (const key of nodeOptionKeys) {
    if (command.getOptionValueSource(key) !== 'cli') continue;
    given[key] = command.getOptionValue(key) as Given;
  }
  for (const [key, word] of Object.entries(argument) as ['id' | 'port', string | undefined][]) {
    if (word === undefined) continue;
    const what = key === 'id' ? 'lab id' : 'port';
    const twice = `the ${what} is given twice, as ${word} and by --${key}`;
    if (given[key] !== undefined) throw wrongUsage(twice);
    given[key] = word;
  }
  return given;
}

function described(option: Option<unknown>): string {
  const { help, kind, initial } = option;
  if (kind === 'switch' || initial === undefined) return help;
  return `${help} (default: ${valueInWords(option, initial)})`;
}

/** What can be given several times has no comma in it, so that commas can separate it too. */
function gather(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...text.split(',').map((part) => part.trim())];
}
