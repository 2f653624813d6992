import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { machines } from '../../src/node/running/machines.ts';
import { codeHash } from '../../src/trace/writing/code-hash.ts';
import { FsTapeStore } from '../../src/trace/store/fs-tape-store.ts';
import { replay } from '../../src/trace/replay/replay.ts';
import { explain } from '../../src/trace/replay/verdict.ts';

/**
 * Each folder of `traces/` is one run on record, and each folder in it one node's tape. What the code
 * does today must be what it did then, up to where a node was killed; a change of behaviour on purpose records them anew, with
 * `npm run golden`, and the diff is reviewed.
 */
const traces = fileURLToPath(new URL('../../traces/', import.meta.url));

for (const run of foldersIn(traces)) {
  describe(`the golden run "${run}"`, () => {
    it.each(foldersIn(`${traces}${run}`))('is what %s would do today', (node) => {
      const store = new FsTapeStore(`${traces}${run}/${node}`);
      const { gaps, torn, difference } = replay(store, { machines, code: codeHash() });
      const said = difference === undefined ? [] : explain(difference);
      const tornBytes = torn?.bytes ?? 0;
      expect({ gaps, tornBytes, said }).toEqual({ gaps: [], tornBytes: 0, said: [] });
    });
  });
}

it('has golden runs to look at', () => {
  expect(foldersIn(traces).length).toBeGreaterThan(0);
});

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}
