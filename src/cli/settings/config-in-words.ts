import { limits } from '../../protocol/limits.ts';
import { cleanText } from '../words/clean-text.ts';
import { columns } from '../words/columns.ts';
import { folderOfPort } from '../places/default-data-folder.ts';
import type { CliEvent } from '../output.ts';
import { type NodeOptionKey, nodeOptionKeys, nodeOptionTable } from './node-option-table.ts';
import { flagOf, valueInWords } from './option.ts';
import { portOf } from './port-of.ts';
import type { ResolvedOptions } from './resolve-options.ts';

/** The effective configuration, with where each value is from. There is nothing secret in it: of a key, only its file. */
export interface ConfigEvent extends CliEvent {
  readonly event: 'config';
  readonly options: Readonly<Record<string, ConfigLine>>;
}

interface ConfigLine {
  readonly value: string | number | boolean | readonly string[] | null;
  readonly source: string;
}

export function configEvent(resolved: ResolvedOptions, root: string | null): ConfigEvent {
  const entries = nodeOptionKeys.map((key) => {
    const { value, source } = resolved[key];
    return [key, { value: value ?? null, source: source.name }] as const;
  });
  const { port } = portOf(resolved);
  const options = Object.fromEntries<ConfigLine>(entries);
  options['port'] = { value: port.value ?? null, source: port.source.name };
  if (resolved.data.value === undefined && root !== null && port.value) {
    options['data'] = { value: folderOfPort(root, port.value), source: 'default' };
  }
  if (resolved.traceKeep.value === undefined && resolved.trace.value === undefined) {
    options['traceKeep'] = { value: limits.traceKeepBytes, source: 'default' };
  }
  return { event: 'config', at: Date.now(), options };
}

export function configInWords({ options }: ConfigEvent): readonly string[] {
  const rows = Object.entries(options).map(([key, { value, source }]) => [
    flagOf(key).slice(2),
    cleanText(inWords(key as NodeOptionKey, value)),
    cleanText(source),
  ]);
  return columns(rows);
}

function inWords(key: NodeOptionKey, value: ConfigLine['value']): string {
  if (value === null) return '-';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return Array.isArray(value)
    ? value.join(', ') || 'none'
    : valueInWords(nodeOptionTable[key], value);
}
