import { setFlagsFromString } from 'node:v8';
import type { Command } from 'commander';
import { limits } from '../../protocol/limits.ts';
import { addresses, networkName, nodeName, traceFolder, wholeNumber } from '../flag-values.ts';
import type { Host } from '../host.ts';
import { liveNode } from '../live-node.ts';
import { nodeSettings, type NodeFlags } from '../node-settings.ts';

/** `peertape node`: a live node with its console. */
export function node(command: Command, host: Host): void {
  command
    .argument('[id]', 'lab id: listens on port 9000 + id', wholeNumber(1, LAB_ID_MAX))
    .option('--insecure', 'plain links, on this host only; required until there is TLS')
    .option(
      '--port <n>',
      'where to listen; 0 takes any free port (default: 9000)',
      wholeNumber(0, 65_535),
    )
    .option('--host <host>', 'what to listen on', '127.0.0.1')
    .option('--connect <addr>', 'stays connected to this address; repeatable', addresses)
    .option('--name <name>', 'what others see: one word that is not a number', nodeName)
    .option('--network <name>', 'only nodes of one network connect', networkName, 'peertape')
    .option(
      '--dial-timeout <ms>',
      'how long to wait for an answer to a dial',
      wholeNumber(1, DIAL_TIMEOUT_MAX_MS),
      limits.dialTimeoutMs,
    )
    .option('--trace <dir>', 'records the run into a new folder', traceFolder)
    .option('--no-trace', 'records nothing, as without --trace')
    .option('--json', 'one JSON object a line')
    .option('--no-console', 'takes no commands; runs until it is told to stop by a signal')
    .addHelpText('after', EXAMPLES)
    .action(async (id: number | undefined, flags: NodeFlags) => {
      const settings = nodeSettings(id, flags);
      // It makes turns of many messages twice as slow.
      setFlagsFromString('--no-allocation-site-pretenuring');
      host.exitCode = await liveNode(settings, host);
    });
}

const LAB_ID_MAX = 1_023;
const DIAL_TIMEOUT_MAX_MS = 600_000;

const EXAMPLES = `
Examples:
  peertape node --insecure --port 9001 --name alice
  peertape node --insecure --port 9002 --name bob --connect 9001
  peertape node --insecure 3 --json --trace ./tape`;
