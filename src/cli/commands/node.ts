import type { Command } from 'commander';
import { createInPlace } from '../places/create-in-place.ts';
import { dataRoot } from '../places/default-data-folder.ts';
import type { Host } from '../host.ts';
import { liveNode } from '../live/live-node.ts';
import { nodeSettings } from '../node-settings.ts';
import { linesTo } from '../output.ts';
import { addOptions, givenFlags } from '../settings/command-options.ts';
import { idleSeeds } from '../settings/idle-seeds.ts';
import { readFiles } from '../settings/read-files.ts';
import { resolveOptions } from '../settings/resolve-options.ts';
import { showConfig } from '../settings/show-config.ts';
import { cleanText } from '../words/clean-text.ts';

/** `peertape node`: a live node with its console. */
export function node(command: Command, host: Host): void {
  addOptions(command.argument('[id]', 'lab id, as with --id'))
    .option('--print-config', 'tells what would be used and where it is from, and starts nothing')
    .addHelpText('after', EXAMPLES)
    .action(async (id: string | undefined) => {
      const root = dataRoot({ env: host.env, platform: process.platform });
      const resolved = resolveOptions(givenFlags(command, { id }), { env: host.env, root });
      host.json = resolved.json.value === true;
      if (command.getOptionValue('printConfig') === true) return showConfig(resolved, root, host);
      const files = await readFiles(resolved);
      const settings = nodeSettings(resolved, files);
      const idle = idleSeeds(resolved, files);
      if (idle !== null) linesTo(host).err(cleanText(`peertape: ${idle}`));
      host.exitCode = await liveNode(settings, host, createInPlace(root));
    });
}

const EXAMPLES = `
Every option is also a variable (--dial-timeout: PEERTAPE_DIAL_TIMEOUT) and a key in a configuration
file (dialTimeout). A flag beats a variable, and a variable the file.

Examples:
  peertape --port 9001 --name alice
  peertape --port 9002 --name bob --connect 9001
  peertape 3 --json --trace ./tape`;
