import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inspectorLimits } from '../../src/inspector/answers/inspector-limits.ts';
import { limits } from '../../src/protocol/limits.ts';

it('names every limit in the test that shows how it bites', () => {
  const tests = readdirSync('test', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => readFileSync(join('test', name), 'utf8'))
    .join('\n');
  const all = Object.keys({ ...limits, ...inspectorLimits });
  const unnamed = all.filter((name) => !new RegExp(`[lL]imits\\.${name}\\b`).test(tests));
  expect(unnamed).toEqual([]);
});
