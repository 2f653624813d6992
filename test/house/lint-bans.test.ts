import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** What no pure folder may know, one snippet each, and the rule that must say so. */
const banned = {
  'no-undef': [
    'performance.now()',
    'process.pid',
    'typeof process',
    'console.log',
    'setTimeout',
    'setInterval',
    'setImmediate',
    'queueMicrotask',
    'fetch',
    'crypto',
    'structuredClone(1)',
    'Buffer.alloc(1)',
    'new AbortController()',
    'new TextEncoder()',
    'new TextDecoder()',
    'global',
  ],
  'no-restricted-globals': [
    'Date.now()',
    'new Date()',
    'new Intl.Collator()',
    'new WeakRef({})',
    'new FinalizationRegistry(String)',
    'globalThis',
  ],
  'no-restricted-properties': [
    'Math.random()',
    "Math['random']()",
    'Math.log2(3)',
    '(1).toLocaleString()',
    "'a'.toLocaleUpperCase()",
    "'a'.localeCompare('b')",
  ],
  'no-restricted-imports': ["import('node:os')", "import('rxjs')", "import('rxjs/operators')"],
} as const;

const codecMay = ['new TextEncoder()', 'new TextDecoder()'];
const pureFolders = ['protocol', 'values', 'codec', 'overlay', 'machines'];
const snippets = Object.entries(banned).flatMap(([rule, codes]) =>
  codes.map((code) => ({ rule, code })),
);

describe('the lint', () => {
  let found: Map<string, string[]>;

  beforeAll(() => {
    found = lint({
      ...Object.fromEntries(
        snippets.flatMap(({ code }, n) =>
          pureFolders.map((folder) => [
            `src/${folder}/ban-${n}.ts`,
            `export const it = ${code};\n`,
          ]),
        ),
      ),
      ...Object.fromEntries(
        snippets.map(({ code }, n) => [`src/sim/ban-${n}.ts`, `export const it = ${code};\n`]),
      ),
      'src/codec/ban-pure.ts':
        'export const sum = [...new Set([1n, 2n])].map((n) => Number(n) * Math.PI);\n',
      'src/cli/ban-default.ts': 'export default 1;\n',
      'src/cli/ban-any.ts': 'export const it: any = 1;\n',
      'src/cli/ban-floating.ts': 'export function go(): void {\n  Promise.resolve(1);\n}\n',
    });
  }, 60_000);

  it.each(pureFolders)('lets nothing of time, chance and host into %s', (folder) => {
    const said = snippets.map(({ code }, n) => [
      code,
      found.get(`src/${folder}/ban-${n}.ts`) ?? [],
    ]);
    const expected = snippets.map(({ rule, code }) => [
      code,
      folder === 'codec' && codecMay.includes(code) ? [] : [rule],
    ]);
    expect(said).toEqual(expected);
  });

  it('lets the other folders know the world', () => {
    const bans = Object.keys(banned);
    const inSim = snippets.flatMap((_, n) => found.get(`src/sim/ban-${n}.ts`) ?? []);
    expect(inSim.filter((rule) => bans.includes(rule))).toEqual([]);
  });

  it('lets a pure folder use what ECMAScript determines', () => {
    expect(found.get('src/codec/ban-pure.ts') ?? []).toEqual([]);
  });

  it('wants named exports, types, and promises that somebody waits for', () => {
    expect(
      ['default', 'any', 'floating'].map((name) => found.get(`src/cli/ban-${name}.ts`)),
    ).toEqual([['no-default-export'], ['no-explicit-any'], ['no-floating-promises']]);
  });
});

let folder: string | undefined;
afterAll(() => {
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** Runs our lint over planted files in a folder like ours; the rules broken, by file. */
function lint(files: Readonly<Record<string, string>>): Map<string, string[]> {
  folder = mkdtempSync(join(tmpdir(), 'peertape-lint-'));
  for (const config of ['.oxlintrc.json', 'tsconfig.json', 'package.json']) {
    copyFileSync(config, join(folder, config));
  }
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const oxlint = join(folder, 'node_modules/oxlint/bin/oxlint');
  const { stdout } = spawnSync(process.execPath, [oxlint, '--format=json', 'src'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: readonly { filename: string; code: string }[];
  };
  const found = new Map<string, string[]>();
  for (const { filename, code } of diagnostics) {
    const rule = /\((?:.*\/)?([^/]+)\)$/.exec(code)?.[1] ?? code;
    found.set(filename, [...(found.get(filename) ?? []), rule]);
  }
  return found;
}
