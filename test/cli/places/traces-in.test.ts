import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noTrace } from '../../../src/cli/places/reading-tape.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'peertape-traces-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a folder that is no trace', () => {
  it('names the newest of those that lie in it, also in that of a node or of all nodes', () => {
    const runs = [1, 2, 3, 4, 5, 6].map((n) => join('node-9001', 'traces', `run ${n}`));
    for (const run of runs) tape(run);
    const named = [6, 5, 4, 3].map((n) => `'${join(folder, 'node-9001', 'traces', `run ${n}`)}'`);
    const hint = `give one of them: ${named.join(', ')}, or one of 2 more`;
    for (const path of ['.', 'node-9001', join('node-9001', 'traces')]) {
      const { message, hint: said } = noTrace(join(folder, path));
      expect([message, said]).toEqual([`"${join(folder, path)}" is a folder of traces`, hint]);
    }
  });

  it('is told from one whose segments are none', () => {
    tape('run');
    const { message, hint } = noTrace(join(folder, 'run'));
    expect([message, hint]).toEqual([
      `"${join(folder, 'run')}" has segments, but none that can be read`,
      '',
    ]);
  });

  it('says so where none lies in it', () => {
    mkdirSync(join(folder, 'empty'));
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    const { message, hint } = noTrace(folder);
    expect(message).toBe(`"${folder}" holds no trace`);
    expect(hint).toBe('give the folder of a trace, or one of its segments');
  });
});

function tape(run: string): void {
  mkdirSync(join(folder, run), { recursive: true });
  writeFileSync(join(folder, run, '000001.tape'), '');
}
