import { existsSync, readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDataFolder } from '../../src/streams/folder/data-folder.ts';
import { runModule } from '../support/built-module.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Opens the folder, says who it is there, and stays. */
const holder = (path: string) => `
const { openDataFolder } = await import(built + 'streams/folder/data-folder.js');
const folder = await openDataFolder(${JSON.stringify(path)});
console.log(JSON.stringify([folder.identity.id, folder.boot]));
setInterval(() => {}, 1_000);
`;

describe('a data folder', () => {
  it('is in use while its process lives, and free as soon as that is killed', async () => {
    const path = join(temporaryFolder(), 'node');
    const first = runModule(holder(path));
    const [id, boot] = JSON.parse(await first.line()) as [string, number];
    await expect(openDataFolder(path)).rejects.toMatchObject({ code: 'folder-in-use' });
    first.child.kill('SIGSTOP');
    await expect(openDataFolder(path)).rejects.toMatchObject({ code: 'folder-in-use' });
    first.child.kill('SIGKILL');
    await first.ended;
    const folder = await openDataFolder(path);
    expect([folder.identity.id, folder.boot]).toEqual([id, boot + 1]);
    await folder.close();
  });

  it('is had by one of several processes that start at once', async () => {
    const path = temporaryFolder();
    const said = (path: string) =>
      holder(path)
        .replace('const folder = await', 'const opening =')
        .replace(
          /console\.log.*\n/,
          "const said = await opening.then(() => 'mine', (error) => error.code); console.log(said);\n",
        );
    const processes = Array.from({ length: 4 }, () => runModule(said(path)));
    const lines = await Promise.all(processes.map((each) => each.line()));
    expect(lines.toSorted()).toEqual(['folder-in-use', 'folder-in-use', 'folder-in-use', 'mine']);
  });

  it.each(Array.from({ length: 10 }, (_, index) => index + 1))(
    'can be used after its process was killed at its change number %i',
    async (change) => {
      const path = temporaryFolder();
      const process = runModule(holder(path));
      await Promise.race([nthChange(path, change), process.line()]);
      process.child.kill('SIGKILL');
      await process.ended;
      const key = existsSync(join(path, 'identity.key'))
        ? readFileSync(join(path, 'identity.key'), 'utf8')
        : null;
      const folder = await openDataFolder(path);
      if (key !== null) expect(folder.identity.keyPem).toBe(key);
      await folder.close();
      const again = await openDataFolder(path);
      expect([again.identity.id, again.boot]).toEqual([folder.identity.id, folder.boot + 1]);
      await again.close();
    },
  );
});

function nthChange(path: string, count: number): Promise<void> {
  let left = count;
  return new Promise((resolve) => {
    const watcher = watch(path, () => {
      left -= 1;
      if (left > 0) return;
      watcher.close();
      resolve();
    });
  });
}
