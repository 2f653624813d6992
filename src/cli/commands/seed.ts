import { type Command, Option as Flag } from 'commander';
import { createInPlace } from '../places/create-in-place.ts';
import { dataRoot } from '../places/default-data-folder.ts';
import { wrongUsage } from '../cli-error.ts';
import type { Host } from '../host.ts';
import { liveNode } from '../live/live-node.ts';
import { nodeSettings } from '../node-settings.ts';
import { createListed } from '../seeds/create-listed.ts';
import { addOptions, givenFlags } from '../settings/command-options.ts';
import { nodeOptionKeys } from '../settings/node-option-table.ts';
import { portOf } from '../settings/port-of.ts';
import { readFiles } from '../settings/read-files.ts';
import { type ResolvedOptions, resolveOptions } from '../settings/resolve-options.ts';
import { showConfig } from '../settings/show-config.ts';

/** `peertape seed`: a node that tells those who come who else is there. */
export function seed(command: Command, host: Host): void {
  addOptions(command.argument('[port]', 'where to listen, as with --port'), allowed, HELP)
    .addOption(new Flag('--seeds <addr>').hideHelp())
    .option('--print-config', 'tells what would be used and where it is from, and starts nothing')
    .addHelpText('after', EXAMPLES)
    .action(async (port: string | undefined) => {
      const root = dataRoot({ env: host.env, platform: process.platform });
      const given = givenFlags(command, { port });
      if (given.seeds !== undefined) {
        throw wrongUsage(
          'a seed node asks no others, so there is no --seeds',
          'name them to nodes',
        );
      }
      const resolved = withPort(resolveOptions(given, { env: host.env, root }, allowed));
      host.json = resolved.json.value === true;
      if (command.getOptionValue('printConfig') === true) return showConfig(resolved, root, host);
      const { seedsFile, ...read } = resolved;
      const files = await readFiles({ ...read, seedsFile: { ...seedsFile, value: undefined } });
      const settings = nodeSettings(resolved, files, 'seed');
      const create = createListed(seedsFile.value, settings.options, createInPlace(root));
      host.exitCode = await liveNode(settings, host, create);
    });
}

/** Where seed nodes are looked for, unless something else was said in any place. */
function withPort(resolved: ResolvedOptions): ResolvedOptions {
  if (portOf(resolved).port.value !== undefined) return resolved;
  return { ...resolved, port: { ...resolved.port, value: SEED_PORT } };
}

const SEED_PORT = 12_345;

/** It lists others, and asks nobody else who does. */
const allowed = nodeOptionKeys.filter((key) => key !== 'seeds');

const HELP = {
  port: `where to listen; 0 takes any free port (default: ${SEED_PORT})`,
  seedsFile: 'adds its address to this file, once it listens; the file is made if there is none',
};

const EXAMPLES = `
Examples:
  peertape seed --seeds-file seeds.txt
  peertape seed 5000 --host 0.0.0.0 --advertise seed.example:5000 --no-console
  peertape node --seeds-file seeds.txt`;
