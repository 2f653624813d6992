import { dirname, resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { type CliError, wrongUsage } from '../cli-error.ts';
import { didYouMean } from '../words/did-you-mean.ts';
import { type ConfigFile, findConfigFile } from './config-file.ts';
import {
  type NodeOptionKey,
  nodeOptionKeys,
  type NodeOptionTable,
  nodeOptionTable,
} from './node-option-table.ts';
import { type Bare, flagOf, type Many, type Option, type Refusable, variableOf } from './option.ts';
import { yesOrNo } from './yes-or-no.ts';

type ValueOf<O> =
  O extends Many<infer Value>
    ? readonly Value[]
    : O extends Bare<infer Value>
      ? Value | boolean
      : O extends Refusable<infer Value>
        ? Value | false
        : O extends Option<infer Value>
          ? Value
          : never;

/** Where a value is from: what the user wrote it into, or nobody said anything. */
export type Source = {
  readonly from: 'flag' | 'environment' | 'file' | 'default';
  readonly name: string;
};

export interface Resolved<Value> {
  readonly value: Value | undefined;
  readonly source: Source;
}

export type ResolvedOptions = {
  readonly [K in NodeOptionKey]: Resolved<ValueOf<NodeOptionTable[K]>>;
};

/** As the user wrote it, in whichever place. */
export type Given = string | boolean | readonly string[];
export type GivenFlags = Readonly<Partial<Record<NodeOptionKey, Given>>>;

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly root: string | null;
}

/** Each value from the strongest place that has one: flags, then variables, then the file. */
export function resolveOptions(
  flags: GivenFlags,
  { env, root }: Surroundings,
  wanted: readonly NodeOptionKey[] = nodeOptionKeys,
): ResolvedOptions {
  refuseMistypedVariables(env);
  const early = (key: 'config' | 'data') =>
    resolved(key, flags, env, null).value as string | undefined;
  const file = findConfigFile({ config: early('config'), data: early('data'), root });
  const entries = nodeOptionKeys.map((key) => [
    key,
    wanted.includes(key) ? resolved(key, flags, env, file) : unsaid(nodeOptionTable[key]),
  ]);
  return Object.fromEntries(entries) as ResolvedOptions;
}

function resolved(
  key: NodeOptionKey,
  flags: GivenFlags,
  env: Surroundings['env'],
  file: ConfigFile | null,
): Resolved<unknown> {
  const option: Option<unknown> = nodeOptionTable[key];
  const flag = flags[key];
  if (flag !== undefined) return judged(option, flag, { from: 'flag', name: flagName(key, flag) });
  const variable = env[variableOf(key)];
  if (variable) {
    const source = { from: 'environment', name: variableOf(key) } as const;
    return judged(option, fromVariable(option, variable, source), source);
  }
  const value = file?.values[key];
  if (file === null || value === undefined) return unsaid(option);
  const source = { from: 'file', name: file.path } as const;
  return judged(
    option,
    fromFile(option, value, file, `"${key}" in ${file.path}`),
    source,
    `"${key}" in ${file.path}`,
  );
}

function unsaid({ initial }: Option<unknown>): Resolved<unknown> {
  return { value: initial, source: { from: 'default', name: 'default' } };
}

function flagName(key: NodeOptionKey, value: Given): string {
  return value === false ? flagOf(key).replace('--', '--no-') : flagOf(key);
}

function judged(
  option: Option<unknown>,
  given: Given,
  source: Source,
  place = source.name,
): Resolved<unknown> {
  if (typeof given === 'boolean') return { value: given, source };
  const judge = (text: string) => parsed(option, text, place);
  return { value: typeof given === 'string' ? judge(given) : given.map(judge), source };
}

function parsed(option: Option<unknown>, text: string, place: string): unknown {
  try {
    return option.parse(text);
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    throw unfit(place, error.message, `'${text}'`);
  }
}

/** Several are separated by commas. */
function fromVariable(option: Option<unknown>, text: string, { name }: Source): Given {
  if (option.kind === 'many') return text.split(',').map((part) => part.trim());
  if (option.kind === 'one') {
    if (option.canBeBare === true && text === 'yes') return true;
    return option.canBeOff === true && text === 'no' ? false : text;
  }
  const isOn = yesOrNo(text);
  if (isOn === null) throw unfit(name, 'must be yes or no', `'${text}'`);
  return isOn;
}

function fromFile(option: Option<unknown>, value: unknown, file: ConfigFile, place: string): Given {
  const shown = JSON.stringify(value).slice(0, SHOWN_UNITS_MAX);
  switch (option.kind) {
    case 'switch':
      if (typeof value === 'boolean') return value;
      throw unfit(place, 'must be true or false', shown);
    case 'many':
      if (Array.isArray(value) && value.every(isWord)) return value.map(String);
      throw unfit(place, 'must be a list of texts', shown);
    case 'one':
      if (option.canBeOff === true && value === false) return false;
      if (option.canBeBare === true && value === true) return true;
      if (!isWord(value)) throw unfit(place, 'must be a text or a number', shown);
      return option.isPath === true ? resolve(dirname(file.path), String(value)) : String(value);
  }
}

const SHOWN_UNITS_MAX = 100;

function isWord(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function unfit(place: string, mustBe: string, shown: string): CliError {
  return wrongUsage(`${place} ${mustBe}, and ${shown} is not`, 'peertape node --help tells more');
}

/** A variable of ours that is nearly an option was meant as one, and would have no effect. */
function refuseMistypedVariables(env: Surroundings['env']): void {
  for (const name of Object.keys(env)) {
    if (!name.startsWith('PEERTAPE_') || known.includes(name)) continue;
    const refusing = name.replace('PEERTAPE_NO_', 'PEERTAPE_');
    const isRefusal = refusing !== name && known.includes(refusing);
    const meant = isRefusal ? `${refusing}=no` : didYouMean(name, known);
    if (meant !== null) throw wrongUsage(`${name} is not known`, `did you mean ${meant}?`);
  }
}

const known: readonly string[] = ['PEERTAPE_HOME', ...nodeOptionKeys.map(variableOf)];
