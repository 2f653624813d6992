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

/** As they were given; the first argument stands for `--id`. */
export function givenFlags(command: Command, id?: string): GivenFlags {
  const given: Partial<Record<NodeOptionKey, Given>> = {};
  for (const key of nodeOptionKeys) {
    if (command.getOptionValueSource(key) !== 'cli') continue;
    given[key] = command.getOptionValue(key) as Given;
  }
  if (id === undefined) return given;
  if (given.id !== undefined) throw wrongUsage(`the lab id is given twice, as ${id} and by --id`);
  return { ...given, id };
}

function described(option: Option<unknown>): string {
  const { help, kind, initial } = option;
  if (kind === 'switch' || initial === undefined) return help;
  return `${help} (default: ${valueInWords(option, initial)})`;
}

function gather(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}
