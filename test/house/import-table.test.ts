import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { trespasses } from './trespasses.ts';

describe('the import table', () => {
  it('is kept by every source file (S1-22)', () => {
    expect(trespasses(sources())).toEqual([]);
  });

  it('lets a room import itself, what stands above it, and its packages', () => {
    expect(
      trespasses({
        'src/codec/cut.ts': `import { limits } from '../protocol/limits.ts';\nexport const cut = limits;`,
        'src/trace/format/pack.ts': `import { pack } from 'msgpackr/pack';\nexport const packed = pack;`,
        'src/cli/main.ts': `import { join } from 'node:path';\nexport const run = async () => [join, await import('../sim/run.ts'), await import('./x.ts')];`,
        'src/node/running/driver.ts': `export { type Link } from '../../streams/link.ts';\nexport const driver = import.meta.url;`,
      }),
    ).toEqual([]);
  });

  it.each([
    ['an import', `import { run } from '../../sim/run.ts'; run();`],
    [
      'an import of types',
      `import type { Run } from '../../sim/run.ts'; export const run: Run = 1;`,
    ],
    ['an import for its effect', `import '../../sim/run.ts'; export const a = 1;`],
    ['a dynamic import', `export const run = () => import('../../sim/run.ts');`],
    ['an imported type', `export type Run = import('../../sim/run.ts').Run;`],
    ['an export from', `export const a = 1; export { run } from '../../sim/run.ts';`],
    ['an export of everything', `export const a = 1; export * from '../../sim/run.ts';`],
    [
      'an import of the CommonJS kind',
      `import run = require('../../sim/run.ts'); export const a = run;`,
    ],
    ['a require', `export const run = require('../../sim/run.ts');`],
  ])('catches %s from below', (_, text) => {
    expect(trespasses({ 'src/trace/reading/reader.ts': text })).toEqual([
      'src/trace/reading/reader.ts imports src/sim/run.ts, which stands below it',
    ]);
  });

  it('does not take comments and strings for imports', () => {
    const text = `// import '../../sim/run.ts'\nexport const a = "import '../../sim/run.ts'";`;
    expect(trespasses({ 'src/trace/reading/reader.ts': text })).toEqual([]);
  });

  it('catches everything else that the house does not allow', () => {
    expect(
      trespasses({
        'src/values/clock.ts': `import 'rxjs/operators'; export const at = import('node:os');`,
        'src/protocol/here.ts': `export const here = import.meta.url;`,
        'src/codec/escape.ts': `export { anyMessage } from '../../test/support/any-message.ts'; export const a = 1;`,
        'src/codec/bare.ts': `import { cut } from './cut'; cut();`,
        'src/codec/computed.ts': `export const load = (name: string) => import(name);`,
        'src/codec/all.ts': `import { cut } from './cut.ts';\nexport * from './read.ts';\nexport { cut };`,
        'src/codec/index.ts': `export const a = 1;`,
        'src/codec/byte-utils.ts': `export const a = 1;`,
        'src/codec/camelCase.ts': `export const a = 1;`,
        'src/codec/long.ts': 'export {};\n'.repeat(301),
        'src/machines/engine/turn.ts': `import { judge } from '../node/judge.ts'; judge();`,
        'src/machines/loose.ts': `export const a = 1;`,
        'src/inspector/page/tape.tsx': `import { readTape } from '../../trace/reading/tape-reader.ts'; readTape();`,
        'src/lib/a.ts': `export const a = 1;`,
        'src/a.ts': `export const a = 1;`,
      }),
    ).toEqual([
      'src/values/clock.ts imports rxjs/operators, which its room may not',
      'src/values/clock.ts imports node:os, which its room may not',
      'src/protocol/here.ts asks where it stands, in a pure folder',
      'src/codec/escape.ts imports ../../test/support/any-message.ts, outside src',
      'src/codec/bare.ts imports ./cut without its .ts',
      'src/codec/computed.ts imports something that is not written out',
      'src/codec/all.ts is a barrel',
      'src/codec/index.ts is not named after what it is',
      'src/codec/byte-utils.ts is not named after what it is',
      'src/codec/camelCase.ts is not named in kebab-case',
      'src/codec/long.ts is a barrel',
      'src/codec/long.ts has 301 lines',
      'src/machines/engine/turn.ts imports src/machines/node/judge.ts, which stands below it',
      'src/machines/loose.ts stands in no room of the table',
      'src/inspector/page/tape.tsx imports src/trace/reading/tape-reader.ts, which no browser has',
      'src/lib/a.ts stands in no room of the table',
      'src/a.ts stands in no room of the table',
    ]);
  });
});

function sources(): Record<string, string> {
  const paths = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `src/${name.replaceAll('\\', '/')}`);
  return Object.fromEntries(paths.map((path) => [path, readFileSync(path, 'utf8')]));
}
