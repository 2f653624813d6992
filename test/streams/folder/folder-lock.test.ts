import { mkdirSync, readdirSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockFolder, type FolderLock } from '../../../src/streams/folder/folder-lock.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('the lock of a folder', () => {
  it('is had by one of many who come at once', async () => {
    const folder = temporaryFolder();
    for (let round = 0; round < 20; round++) {
      const locks = await Promise.all(Array.from({ length: 8 }, () => lockFolder(folder)));
      const held = locks.filter((lock) => lock !== null);
      expect(held.length).toBe(1);
      await held[0]?.release();
    }
  });

  it('is free again after a holder that has vanished', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'lock'));
    symlinkSync('s00000000', join(folder, 'lock', '1'));
    // What a killed process leaves of its socket refuses as a file does.
    symlinkSync('s11111111', join(folder, 'lock', '7'));
    writeFileSync(join(folder, 'lock', 's11111111'), '');
    await held(await lockFolder(folder)).release();
    expect(readdirSync(join(folder, 'lock')).toSorted()).toEqual(['1', '7', '8']);
  });

  it('leaves no more than a few claims behind', async () => {
    const folder = temporaryFolder();
    for (let run = 0; run < 30; run++) await held(await lockFolder(folder)).release();
    expect(readdirSync(join(folder, 'lock')).length).toBeLessThan(12);
  });

  it('is no other when its folder has a long name', async () => {
    const folder = join(temporaryFolder(), 'x'.repeat(120));
    mkdirSync(folder);
    const lock = held(await lockFolder(folder));
    const socket = readlinkSync(join(folder, 'lock', '1'));
    expect(await lockFolder(folder)).toBeNull();
    await lock.release();
    expect(() => readdirSync(join(socket, '..'))).toThrow('ENOENT');
    await held(await lockFolder(folder)).release();
  });

  it('takes what it cannot ask for a holder', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'lock'));
    symlinkSync(`/${'x'.repeat(120)}`, join(folder, 'lock', '1'));
    expect(await lockFolder(folder)).toBeNull();
  });

  it('bears a claim that is no symlink, as a copy may hold', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'lock'));
    writeFileSync(join(folder, 'lock', '3'), '');
    await held(await lockFolder(folder)).release();
  });
});

function held(lock: FolderLock | null): FolderLock {
  if (lock === null) throw new Error('somebody else holds the folder');
  return lock;
}
