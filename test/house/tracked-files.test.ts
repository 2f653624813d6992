import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const unfinished = [/\b(it|test|describe)\.(only|skip|todo)\b/, /\b(TODO|FIXME|XXX)\b/];
/** Built here in pieces, or this file would be the first to be found. */
const elsewhere = [
  ['', 'work', ''].join('/'),
  ['..', 'shared'].join('/'),
  ['', 'library'].join('.'),
  ['farm', ''].join('-'),
];

describe('the repository', () => {
  const texts = trackedTexts();

  it('is finished in every file', () => {
    const found = texts.filter(
      ([path, text]) => path !== thisFile && unfinished.some((sign) => sign.test(text)),
    );
    expect(found.map(([path]) => path)).toEqual([]);
  });

  it('knows no place but itself', () => {
    const found = texts.filter(([, text]) => elsewhere.some((place) => text.includes(place)));
    expect(found.map(([path]) => path)).toEqual([]);
  });

  it('locks the tools of every platform, without which npm ci refuses', () => {
    const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;
    const paths = Object.keys(packages);
    const missing = Object.values(packages)
      .flatMap((locked) => Object.keys(locked.optionalDependencies ?? {}))
      .filter((name) => !paths.some((path) => path.endsWith(`node_modules/${name}`)));
    expect(missing).toEqual([]);
  });

  it('pins every dependency to one version (S4-35)', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      dependencies: Record<string, string>;
      devDependencies: Record<string, string>;
    };
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
    );
    expect(loose).toEqual([]);
  });
});

const thisFile = 'test/house/tracked-files.test.ts';

interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly optionalDependencies?: Record<string, string> }>
  >;
}

function trackedTexts(): [string, string][] {
  const git = spawnSync('git', ['-c', 'safe.directory=*', 'ls-files', '-z'], { encoding: 'utf8' });
  if (git.status !== 0) throw new Error(`git ls-files: ${git.stderr}`);
  return git.stdout
    .split('\0')
    .filter((path) => existsSync(path) && !path.startsWith('traces/') && !path.endsWith('.png'))
    .map((path) => [path, readFileSync(path, 'utf8')]);
}
