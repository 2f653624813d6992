import { resolve } from 'node:path';
import type { Command } from 'commander';
import { NetworkKeyError } from '../../streams/folder/network-key.ts';
import { newNetworkKey } from '../../streams/folder/new-network-key.ts';
import { cleanText } from '../words/clean-text.ts';
import { CliError, exits } from '../cli-error.ts';
import type { Host } from '../host.ts';
import { type CliEvent, linesTo, outputFor } from '../output.ts';

interface KeyEvent extends CliEvent {
  readonly event: 'key';
  readonly path: string;
}

/** `peertape key`: makes the file that only the nodes of one network have. */
export function key(command: Command, host: Host): void {
  command
    .argument('<file>', 'a new file')
    .option('--json', 'one JSON object a line')
    .action(async (path: string, { json = false }: { readonly json?: boolean }) => {
      await make(path);
      const output = outputFor<KeyEvent>(linesTo(host), json, inWords);
      output.show({ event: 'key', at: Date.now(), path: resolve(path) });
    });
}

async function make(path: string): Promise<void> {
  try {
    await newNetworkKey(path);
  } catch (error) {
    if (!(error instanceof NetworkKeyError)) throw error;
    const { message, hint } = error;
    throw new CliError(message, { code: 'key-failed', hint, exit: exits.failed });
  }
}

function inWords({ path }: KeyEvent): readonly string[] {
  return [
    `a new network key is in ${path}, and only you can read it`,
    `start each node of the network with --network-key ${path}`,
    'bring it to other machines by a way you trust: whoever has it is a member',
  ].map(cleanText);
}
