import { linkSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { removeUnfinished, writeWhole } from '../../../src/streams/folder/write-whole.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('a file that is written whole', () => {
  it('takes the place of the one before, which stays as it was for whoever has it open', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'peers');
    await writeWhole(folder, 'peers', 'before');
    linkSync(path, join(folder, 'other'));
    const reader = await open(path, 'r');
    await writeWhole(folder, 'peers', 'after');
    expect(readFileSync(path, 'utf8')).toBe('after');
    expect(readFileSync(join(folder, 'other'), 'utf8')).toBe('before');
    expect(await reader.readFile('utf8')).toBe('before');
    await reader.close();
    expect(readdirSync(folder).toSorted()).toEqual(['other', 'peers']);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('leaves nothing behind where it cannot be', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'peers'));
    await expect(writeWhole(folder, 'peers', 'text')).rejects.toThrow();
    expect(readdirSync(folder)).toEqual(['peers']);
  });

  it('is none that a process had not finished: these go, and nothing else does', async () => {
    const folder = temporaryFolder();
    for (const name of ['peers', 'peers.0123abcd.tmp', 'notes.tmp', 'x.0123abcd.tmp.old'])
      writeFileSync(join(folder, name), 'text');
    await removeUnfinished(folder);
    expect(readdirSync(folder).toSorted()).toEqual(['notes.tmp', 'peers', 'x.0123abcd.tmp.old']);
  });
});
