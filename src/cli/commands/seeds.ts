import type { Command } from 'commander';
import { limits } from '../../protocol/limits.ts';
import { createInPlace } from '../places/create-in-place.ts';
import { dataRoot } from '../places/default-data-folder.ts';
import { wholeNumber } from '../flag-values.ts';
import type { Host } from '../host.ts';
import { nodeSettings } from '../node-settings.ts';
import { SeedsRun } from '../seeds/seeds-run.ts';
import { addOptions, givenFlags } from '../settings/command-options.ts';
import type { NodeOptionKey } from '../settings/node-option-table.ts';
import { readFiles } from '../settings/read-files.ts';
import { resolveOptions } from '../settings/resolve-options.ts';

/** `peertape seeds`: several seed nodes in one terminal, each with a key and a port of its own. */
export function seeds(command: Command, host: Host): void {
  command
    .argument('<n>', 'how many', wholeNumber(1, limits.seedsMax))
    .option('--from <port>', 'where the first one listens', wholeNumber(1, 65_535), 5_000);
  addOptions(command, allowed, HELP).action(async (count: number, { from }: { from: number }) => {
    const root = dataRoot({ env: host.env, platform: process.platform });
    const resolved = resolveOptions(givenFlags(command), { env: host.env, root }, allowed);
    host.json = resolved.json.value === true;
    const { seedsFile, ...read } = resolved;
    const files = await readFiles({ ...read, seedsFile: { ...seedsFile, value: undefined } });
    const { options } = nodeSettings(resolved, files, 'seed');
    const settings = { count, from, options, seedsFile: seedsFile.value, json: host.json };
    host.exitCode = await new SeedsRun(settings, host, createInPlace(root)).untilItsEnd();
  });
}

/** What can be the same for all of them. */
const allowed: readonly NodeOptionKey[] = [
  'host',
  'network',
  'networkKey',
  'seedsFile',
  'limitLoopback',
  'traceKeep',
  'insecure',
  'insecureAnywhere',
  'json',
  'config',
];

const HELP = {
  traceKeep: 'how much is kept of the tapes of each (default: 256MB)',
  seedsFile: 'each adds its address to this file, once it listens; it is made if there is none',
};
