import type { Command } from 'commander';
import { addOptions } from './command-options.ts';
import type { NodeOptionKey } from './node-option-table.ts';

/** How a command is told which node is meant. */
export const whichNode: readonly NodeOptionKey[] = [
  'data',
  'port',
  'id',
  'basePort',
  'config',
  'json',
];

/** In words of its own: what is said of a node that starts would be wrong of one that is looked for. */
export function addWhichNode(command: Command): Command {
  return addOptions(command, whichNode, {
    data: 'the node with this data folder (default: the only one there is)',
    port: 'the node that has the default folder of this port',
    id: 'the same, by its lab id',
  });
}
