import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { limits } from '../../protocol/limits.ts';
import { wrongUsage } from '../cli-error.ts';
import { didYouMean } from '../words/did-you-mean.ts';
import { type NodeOptionKey, nodeOptionKeys } from './node-option-table.ts';

export interface ConfigFile {
  readonly path: string;
  readonly values: Readonly<Partial<Record<NodeOptionKey, unknown>>>;
}

export interface Whereabouts {
  /** Named by the user, and so it has to be there. */
  readonly config?: string | undefined;
  readonly data?: string | undefined;
  readonly root: string | null;
}

/** The one file that is read: the one that was named, or the data folder's, or the user's. */
export function findConfigFile({ config, data, root }: Whereabouts): ConfigFile | null {
  if (config !== undefined) return readConfigFile(config);
  const places = [data, root].filter((place) => place !== undefined && place !== null);
  const path = places.map((place) => join(place, 'config.json')).find((each) => existsSync(each));
  if (path === undefined) return null;
  const file = readConfigFile(path);
  if (dirname(path) === data && 'data' in file.values) {
    throw wrongUsage(`${path} lies in a data folder, and cannot name another`, 'take "data" out');
  }
  return file;
}

function readConfigFile(given: string): ConfigFile {
  const path = resolve(given);
  const values = parsed(path, textOf(path));
  for (const key of Object.keys(values)) {
    if (isKey(key)) continue;
    const meant = didYouMean(key, settable);
    const hint = meant === null ? `there are ${settable.join(', ')}` : `did you mean "${meant}"?`;
    throw wrongUsage(`there is no option "${key}", which stands in ${path}`, hint);
  }
  return { path, values };
}

const settable: readonly string[] = nodeOptionKeys.filter((key) => key !== 'config');

function isKey(key: string): key is NodeOptionKey {
  return settable.includes(key);
}

function parsed(path: string, text: string): ConfigFile['values'] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    // The rest of the message quotes the file, which could be a key that was named by mistake.
    const [place = ''] = / at position \d+/.exec((error as Error).message) ?? [];
    throw wrongUsage(`${path} is not JSON${place.replace(' at', ', at')}`, AN_OBJECT);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw wrongUsage(`${path} holds no object`, AN_OBJECT);
}

const AN_OBJECT = 'a configuration looks like {"port":9001,"name":"alice"}';

/** What is no plain file, a pipe for one, could keep the reader waiting. */
function textOf(path: string): string {
  const { configFileBytesMax } = limits;
  try {
    const file = openSync(path, 'r');
    try {
      if (!fstatSync(file).isFile()) throw new Error('it is not a file');
      const buffer = Buffer.alloc(configFileBytesMax + 1);
      const length = readSync(file, buffer);
      if (length > configFileBytesMax) throw new Error(`it has over ${configFileBytesMax} bytes`);
      return buffer.toString('utf8', 0, length).replace(/^\ufeff/, '');
    } finally {
      closeSync(file);
    }
  } catch (error) {
    const [, why = (error as Error).message] =
      /^E[A-Z]+: (.+?),/.exec((error as Error).message) ?? [];
    throw wrongUsage(`cannot read ${path}: ${why}`, 'name a file that can be read with --config');
  }
}
