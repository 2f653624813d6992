import { expect, it } from 'vitest';
import { configEvent, configInWords } from '../../../src/cli/settings/config-in-words.ts';
import { limits } from '../../../src/protocol/limits.ts';
import { resolveOptions } from '../../../src/cli/settings/resolve-options.ts';

const env = { PEERTAPE_DIAL_TIMEOUT: '250' };
const flags = { id: '3', connect: ['9001', '4'], networkKey: 'secret.key', trace: false } as const;
const event = configEvent(resolveOptions(flags, { env, root: null }), '/home/bob/.peers');

it('tells each option with where its value is from', () => {
  expect(event.options).toMatchObject({
    id: { value: 3, source: '--id' },
    port: { value: 9003, source: '--id' },
    data: { value: '/home/bob/.peers/node-9003', source: 'default' },
    dialTimeout: { value: 250, source: 'PEERTAPE_DIAL_TIMEOUT' },
    trace: { value: false, source: '--no-trace' },
    name: { value: null, source: 'default' },
    host: { value: '127.0.0.1', source: 'default' },
  });
});

it('tells people in columns, and of a key only where it is', () => {
  const lines = configInWords(event);
  expect(lines.slice(0, 3)).toEqual([
    'id                 3                           --id',
    'base-port          9000                        default',
    'port               9003                        --id',
  ]);
  expect(lines.map((line) => line.replaceAll(/ +/g, ' '))).toEqual(
    expect.arrayContaining([
      'connect 9001, 4 --connect',
      'network-key secret.key --network-key',
      'name - default',
      'trace no --no-trace',
      'trace-keep - default',
      'log-keep 10MB default',
    ]),
  );
});

it('tells how much is kept in the data folder, where nothing else was said', () => {
  const usual = configEvent(resolveOptions({}, { env: {}, root: null }), null);
  expect(usual.options['traceKeep']).toEqual({ value: limits.traceKeepBytes, source: 'default' });
});
