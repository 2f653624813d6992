import type { Host } from '../host.ts';
import { linesTo, outputFor } from '../output.ts';
import { type ConfigEvent, configEvent, configInWords } from './config-in-words.ts';
import type { ResolvedOptions } from './resolve-options.ts';

/** Tells what would be used, and where each value is from. */
export function showConfig(resolved: ResolvedOptions, root: string | null, host: Host): void {
  const output = outputFor<ConfigEvent>(linesTo(host), host.json, configInWords);
  output.show(configEvent(resolved, root));
}
