import { type Command, Option as Flag } from 'commander';
import { wrongUsage } from '../cli-error.ts';
import { type NodeOptionKey, nodeOptionKeys, nodeOptionTable } from './node-option-table.ts';
import { formsOf, type Option } from './option.ts';
import type { Given, GivenFlags } from './resolve-options.ts';

/** Lets a command take these options; what they say is judged later, with what other places say. */
export function addOptions(
  command: Command,
  keys: readonly NodeOptionKey[] = nodeOptionKeys,
): Command {
  for (const key of keys) {
    const option: Option<unknown> = nodeOptionTable[key];
    const [form = '', off] = formsOf(key, option);
    const flag = new Flag(form, described(option));
    if (option.kind === 'many') flag.argParser(gather);
    command.addOption(flag);
    if (off !== undefined) command.addOption(new Flag(off, 'not so, whatever other places say'));
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

function described({ help, kind, initial }: Option<unknown>): string {
  return kind === 'switch' || initial === undefined
    ? help
    : `${help} (default: ${initial as string | number})`;
}

function gather(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}
