import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeIdentityIn, openDataFolder } from '../../../src/streams/folder/data-folder.ts';
import { readOwner } from '../../../src/streams/folder/read-owner.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('the owner of a data folder', () => {
  it('is known while its node runs, and when it does not, and nothing is changed by that', async () => {
    const path = temporaryFolder();
    const folder = await openDataFolder(path);
    const owner = {
      id: folder.identity.id,
      folder: path,
      keyPath: join(path, 'identity.key'),
      starts: 1,
    };
    expect(await readOwner(path)).toEqual(owner);
    await folder.close();
    const files = readdirSync(path, { recursive: true });
    expect(await readOwner(path)).toEqual(owner);
    expect(readdirSync(path, { recursive: true })).toEqual(files);
    expect((await openAndClose(path)).boot).toBe(2);
  });

  it('is nobody where no node has started, and nothing is made by asking', async () => {
    const root = temporaryFolder();
    expect([await readOwner(root), await readOwner(join(root, 'none'))]).toEqual([null, null]);
    expect(readdirSync(root)).toEqual([]);
  });

  it('can be made before the first start, which is still the first', async () => {
    const path = join(temporaryFolder(), 'node');
    await makeIdentityIn(path);
    const owner = await readOwner(path);
    expect(owner?.starts).toBe(0);
    await makeIdentityIn(path);
    const { identity, boot } = await openAndClose(path);
    expect([identity.id, boot]).toEqual([owner?.id, 1]);
  });

  it('is not made while somebody else uses the folder', async () => {
    const path = temporaryFolder();
    const folder = await openDataFolder(path);
    await expect(makeIdentityIn(path)).rejects.toMatchObject({ code: 'folder-in-use' });
    await folder.close();
  });

  it('is told to be in disorder in one line', async () => {
    const path = temporaryFolder();
    await openAndClose(path);
    writeFileSync(join(path, 'boot'), 'many');
    await expect(readOwner(path)).rejects.toMatchObject({ code: 'folder-failed' });
    rmSync(join(path, 'identity.key'));
    await expect(readOwner(path)).rejects.toMatchObject({ code: 'bad-identity' });
    writeFileSync(join(path, 'identity.key'), '');
    writeFileSync(join(path, 'identity.crt'), 'no certificate');
    await expect(readOwner(path)).rejects.toMatchObject({ code: 'bad-identity' });
    await expect(readOwner(join(path, 'boot'))).rejects.toThrow('not a folder');
  });
});

async function openAndClose(path: string) {
  const folder = await openDataFolder(path);
  await folder.close();
  return folder;
}
