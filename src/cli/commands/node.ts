import { setFlagsFromString } from 'node:v8';
import type { Command } from 'commander';
import { NetworkKeyError, readNetworkKey } from '../../streams/folder/network-key.ts';
import { wrongUsage } from '../cli-error.ts';
import { createInPlace } from '../places/create-in-place.ts';
import { dataRoot } from '../places/default-data-folder.ts';
import type { Host } from '../host.ts';
import { liveNode } from '../live/live-node.ts';
import { nodeSettings } from '../node-settings.ts';
import { linesTo, outputFor } from '../output.ts';
import { type ConfigEvent, configEvent, configInWords } from '../settings/config-in-words.ts';
import { addOptions, givenFlags } from '../settings/command-options.ts';
import { resolveOptions } from '../settings/resolve-options.ts';

/** `peertape node`: a live node with its console. */
export function node(command: Command, host: Host): void {
  addOptions(command.argument('[id]', 'lab id, as with --id'))
    .option('--print-config', 'tells what would be used and where it is from, and starts nothing')
    .addHelpText('after', EXAMPLES)
    .action(async (id: string | undefined) => {
      const root = dataRoot({ env: host.env, platform: process.platform });
      const resolved = resolveOptions(givenFlags(command, id), { env: host.env, root });
      host.json = resolved.json.value === true;
      if (command.getOptionValue('printConfig') === true) {
        const output = outputFor<ConfigEvent>(linesTo(host), host.json, configInWords);
        return output.show(configEvent(resolved, root));
      }
      const settings = nodeSettings(resolved, await networkKeyIn(resolved.networkKey.value));
      // It makes turns of many messages twice as slow.
      setFlagsFromString('--no-allocation-site-pretenuring');
      host.exitCode = await liveNode(settings, host, createInPlace(root));
    });
}

async function networkKeyIn(file: string | undefined): Promise<Uint8Array | undefined> {
  if (file === undefined) return undefined;
  try {
    return await readNetworkKey(file);
  } catch (error) {
    if (!(error instanceof NetworkKeyError)) throw error;
    throw wrongUsage(error.message, error.hint);
  }
}

const EXAMPLES = `
Every option is also a variable (--dial-timeout: PEERTAPE_DIAL_TIMEOUT) and a key in a configuration
file (dialTimeout). A flag beats a variable, and a variable the file.

Examples:
  peertape --port 9001 --name alice
  peertape --port 9002 --name bob --connect 9001
  peertape 3 --json --trace ./tape`;
