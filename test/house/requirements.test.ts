import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const lastOf = { S0: 66, S1: 33, S2: 115, S3: 44, S4: 36 };
const comesWith = [
  'relays and routes',
  'inspector',
  'files',
  'the labs’ own wire and console',
  'a hash table',
];
/** It reads about numbers, and is no test of what they stand for. */
const thisFile = 'test/house/requirements.test.ts';

describe('docs/requirements.md', () => {
  const rows = rowsOf(readFileSync('docs/requirements.md', 'utf8'));

  it('has each number once', () => {
    const ids = Object.entries(lastOf).flatMap(([seed, last]) =>
      Array.from({ length: last }, (_, index) => `${seed}-${String(index + 1).padStart(2, '0')}`),
    );
    expect(rows.map(({ id }) => id)).toEqual(ids);
  });

  it('says of each where it stands', () => {
    const stray = rows.filter(({ stands }) => stands.length === 0 || !stands.every(isKnown));
    expect(stray).toEqual([]);
  });

  it('refers to rows that stand by themselves', () => {
    const standing = new Set(rows.filter(({ like }) => like.length === 0).map(({ id }) => id));
    const stray = rows.filter(({ like }) => !like.every((id) => standing.has(id)));
    expect(stray).toEqual([]);
  });

  it('names files that are there', () => {
    expect(rows.flatMap(({ files }) => files).filter((path) => !existsSync(path))).toEqual([]);
  });

  it('names those tests that name the number, and no others', () => {
    const named = rows.flatMap(({ id, files }) => files.map((path) => `${id} ${path}`));
    expect(named.toSorted()).toEqual(citations().toSorted());
  });
});

interface Row {
  readonly id: string;
  /** What its last cell says, taken apart. */
  readonly stands: readonly string[];
  readonly files: readonly string[];
  readonly like: readonly string[];
}

function rowsOf(page: string): readonly Row[] {
  return [...page.matchAll(/^\| (S\d-\d+) \| [^|]+ \| ([^|]+) \|$/gm)].map(
    ([, id = '', cell = '']) => ({
      id,
      stands: cell.split('; '),
      files: [...cell.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path),
      like: cell.startsWith('as ') ? cell.slice(3).split(', ') : [],
    }),
  );
}

function isKnown(part: string): boolean {
  if (part.startsWith('later: ')) return comesWith.includes(part.slice('later: '.length));
  return /^(as S\d-\d+(, S\d-\d+)*|not done: .+|`test\/\S+\.test\.ts`(, `test\/\S+\.test\.ts`)*)$/.test(
    part,
  );
}

function citations(): readonly string[] {
  const paths = readdirSync('test', { recursive: true, encoding: 'utf8' })
    .map((name) => `test/${name.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.test.ts') && path !== thisFile);
  return paths.flatMap((path) => {
    const cited = readFileSync(path, 'utf8').match(/\bS[0-4]-\d+\b/g) ?? [];
    return [...new Set(cited)].map((id) => `${id} ${path}`);
  });
}
