import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CliError } from '../../../src/cli/cli-error.ts';
import { nodeOptionKeys, nodeOptionTable } from '../../../src/cli/settings/node-option-table.ts';
import { variableOf, type Option } from '../../../src/cli/settings/option.ts';
import { type GivenFlags, resolveOptions } from '../../../src/cli/settings/resolve-options.ts';
import { limits } from '../../../src/protocol/limits.ts';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'peertape-settings-'));
});
afterEach(() => rmSync(root, { recursive: true }));

describe('an option', () => {
  it('is taken from the flag, else the variable, else the file, else the table (S4-25)', () => {
    const config = file('config.json', { port: 1, name: 'file', network: 'file', dialTimeout: 1 });
    const env = { PEERTAPE_PORT: '2', PEERTAPE_NAME: 'variable', PEERTAPE_NETWORK: 'variable' };
    const resolved = resolve({ port: '3', name: 'flag' }, env);
    expect([resolved.port, resolved.network, resolved.dialTimeout, resolved.host]).toEqual([
      { value: 3, source: { from: 'flag', name: '--port' } },
      { value: 'variable', source: { from: 'environment', name: 'PEERTAPE_NETWORK' } },
      { value: 1, source: { from: 'file', name: config } },
      { value: '127.0.0.1', source: { from: 'default', name: 'default' } },
    ]);
    expect(resolved.name.value).toBe('flag');
  });

  it('can be said in each place, whichever it is', () => {
    const said: Readonly<Record<string, string>> = {
      host: 'localhost',
      advertise: '9001',
      name: 'bob',
      connect: '9002',
      seeds: '9003',
      discovery: 'lan',
      hopLimit: '5',
      traceKeep: '2MB',
      bodies: 'all',
      logKeep: '1MB',
      inspect: '9400',
    };
    const byVariable: Record<string, string> = {};
    const inFile: Record<string, unknown> = {};
    for (const key of nodeOptionKeys) {
      if (key === 'config') continue;
      const option: Option<unknown> = nodeOptionTable[key];
      const isOn = option.kind === 'switch' ? option.initial !== true : false;
      const text = option.kind === 'switch' ? (isOn ? 'yes' : 'no') : (said[key] ?? '200');
      byVariable[variableOf(key)] = text;
      inFile[key] = option.kind === 'switch' ? isOn : option.kind === 'many' ? [text] : text;
    }
    const config = file('elsewhere.json', inFile);
    const fromVariables = valuesOf(resolve({}, byVariable));
    const paths = { data: '', networkKey: '', trace: '', log: '', seedsFile: '' };
    expect(valuesOf(resolve({ config }))).toEqual({
      ...fromVariables,
      ...Object.fromEntries(Object.keys(paths).map((key) => [key, join(root, '200')])),
      config,
    });
    expect(fromVariables).toMatchObject({ console: false, json: true, advertise: ['9001'] });
  });

  it('that is a list has commas in a variable, and takes the place of every weaker list', () => {
    file('config.json', { connect: [9001, 'there.example:9'] });
    expect(resolve({}).connect.value).toEqual(['9001', 'there.example:9']);
    expect(resolve({}, { PEERTAPE_CONNECT: '1, 2' }).connect.value).toEqual(['1', '2']);
    expect(resolve({ connect: ['3'] }, { PEERTAPE_CONNECT: '1' }).connect.value).toEqual(['3']);
  });

  it('can be refused where it stands in a weaker place', () => {
    file('config.json', { trace: 'tape', insecure: true });
    expect(resolve({}).trace.value).toBe(join(root, 'tape'));
    expect(resolve({ trace: false }).trace).toMatchObject({
      value: false,
      source: { name: '--no-trace' },
    });
    expect(resolve({}, { PEERTAPE_TRACE: 'no' }).trace.value).toBe(false);
    expect(resolve({}, { PEERTAPE_INSECURE: '0' }).insecure.value).toBe(false);
  });

  it('can stand without its value where that means whichever', () => {
    expect(resolve({ inspect: true }).inspect).toEqual({
      value: true,
      source: { from: 'flag', name: '--inspect' },
    });
    expect(resolve({}, { PEERTAPE_INSPECT: 'yes' }).inspect.value).toBe(true);
    expect(resolve({ inspect: '9400' }, { PEERTAPE_INSPECT: 'yes' }).inspect.value).toBe(9_400);
    file('config.json', { inspect: true });
    expect(resolve({}).inspect.value).toBe(true);
    expect(resolve({}, { PEERTAPE_INSPECT: 'no' }).inspect.value).toBe(false);
    expect(resolve({ inspect: false }).inspect.source.name).toBe('--no-inspect');
    expect(refusal(() => resolve({ inspect: '3' })).message).toBe(
      "--inspect must be a port from 1024 to 65535, or 0 for any, and '3' is not",
    );
  });

  it('whose variable is empty was not said', () => {
    expect(resolve({}, { PEERTAPE_PORT: '' }).port.value).toBeUndefined();
  });
});

describe('the configuration file', () => {
  it('is the one that was named, or the data folder’s, or the user’s', () => {
    file('config.json', { name: 'user' });
    expect(resolve({}).name.value).toBe('user');
    const data = join(root, 'data');
    mkdirSync(data);
    expect(resolve({ data }).name.value).toBe('user');
    file('data/config.json', { name: 'data' });
    expect(resolve({ data }).name.value).toBe('data');
    expect(resolve({}, { PEERTAPE_DATA: data }).name.value).toBe('data');
    const config = file('named.json', { name: 'named' });
    expect(resolve({ data, config }).name.value).toBe('named');
    expect(resolve({}, { PEERTAPE_CONFIG: config }).name.value).toBe('named');
  });

  it.each([
    ['{"prot":1}', 'there is no option "prot", which stands in FILE', 'did you mean "port"?'],
    ['{"__proto__":1}', 'there is no option "__proto__", which stands in FILE', /there are id/],
    ['{"config":"x"}', 'there is no option "config", which stands in FILE', /there are id/],
    ['{"port":70000}', /"port" in FILE must be a whole number from 0 to 65535, and '70000' is not/],
    ['{"port":null}', '"port" in FILE must be a text or a number, and null is not'],
    ['{"connect":"9001"}', '"connect" in FILE must be a list of texts, and "9001" is not'],
    ['{"json":"yes"}', '"json" in FILE must be true or false, and "yes" is not'],
    ['{"data":"x"}', 'FILE lies in a data folder, and cannot name another', 'take "data" out'],
    ['[]', 'FILE holds no object', /looks like/],
    ['{"port":1', /^FILE is not JSON, at position 9$/, /looks like/],
    ['0123456789abcdef secret', /^FILE is not JSON(, at position \d+)?$/, /looks like/],
  ])('is refused with its name in the line: %s', (text, why, hint: string | RegExp = /help/) => {
    const path = join(root, 'config.json');
    writeFileSync(path, text);
    const error = refusal(() => resolve({ data: root }));
    expect(error.exit).toBe(2);
    expect(error.message.replace(path, 'FILE')).toMatch(why);
    expect(error.hint).toMatch(hint);
  });

  it('has to be there if it was named, and to be a file', () => {
    const config = join(root, 'none.json');
    const { message, exit } = refusal(() => resolve({ config }));
    expect([message, exit]).toEqual([`cannot read ${config}: no such file or directory`, 2]);
    expect(refusal(() => resolve({ config: root })).message).toMatch(/^cannot read .*: it is not/);
  });

  it('has limits.configFileBytesMax at most', () => {
    const text = `{"name":"bob"${' '.repeat(limits.configFileBytesMax - 14)}}`;
    const config = join(root, 'long.json');
    writeFileSync(config, text);
    expect(resolve({ config }).name.value).toBe('bob');
    writeFileSync(config, `${text} `);
    expect(refusal(() => resolve({ config })).message).toMatch(/it has over 65536 bytes/);
  });
});

describe('a variable', () => {
  it.each([
    [
      { PEERTAPE_PORT: 'x' },
      "PEERTAPE_PORT must be a whole number from 0 to 65535, and 'x' is not",
    ],
    [{ PEERTAPE_JSON: 'maybe' }, "PEERTAPE_JSON must be yes or no, and 'maybe' is not"],
    [{ PEERTAPE_CONNECT: '9001,' }, /^PEERTAPE_CONNECT must be host:port, .*, and '' is not$/],
    [{ PEERTAPE_PROT: '1' }, 'PEERTAPE_PROT is not known'],
    [{ PEERTAPE_NO_TRACE: '1' }, 'PEERTAPE_NO_TRACE is not known'],
  ])('is refused by its name: %j', (env, why) => {
    const error = refusal(() => resolve({}, env));
    expect([error.exit, error.message]).toEqual([
      2,
      typeof why === 'string' ? why : expect.stringMatching(why),
    ]);
  });

  it('that is nothing like ours is none of ours', () => {
    expect(resolve({}, { PEERTAPE_HOME: root, PEERTAPE_SOMETHING_ELSE: '1' }).port.value).toBe(
      undefined,
    );
  });
});

function resolve(flags: GivenFlags, env: Readonly<Record<string, string>> = {}) {
  return resolveOptions(flags, { env, root });
}

function valuesOf(resolved: ReturnType<typeof resolve>): Record<string, unknown> {
  return Object.fromEntries(nodeOptionKeys.map((key) => [key, resolved[key].value]));
}

function file(name: string, values: object): string {
  const path = join(root, name);
  writeFileSync(path, JSON.stringify(values));
  return path;
}

function refusal(act: () => unknown): CliError {
  try {
    act();
  } catch (error) {
    if (error instanceof CliError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
