import { readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newNetworkKey } from '../../../src/streams/folder/new-network-key.ts';
import { readNetworkKey } from '../../../src/streams/folder/network-key.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('a new network key', () => {
  it('is another each time, for its owner only, and can be read', async () => {
    const folder = temporaryFolder();
    const paths = ['one', 'other'].map((name) => join(folder, name));
    for (const path of paths) await newNetworkKey(path);
    const texts = paths.map((path) => readFileSync(path, 'utf8'));
    expect(texts.map((text) => /^[0-9a-f]{64}\n$/.test(text))).toEqual([true, true]);
    expect(texts[0]).not.toBe(texts[1]);
    expect(statSync(paths[0]!).mode & 0o777).toBe(0o600);
    expect(Buffer.from(await readNetworkKey(paths[0]!)).toString()).toBe(texts[0]!.trimEnd());
  });

  it('takes the place of nothing', async () => {
    const folder = temporaryFolder();
    const [file, link] = [join(folder, 'file'), join(folder, 'link')];
    writeFileSync(file, 'mine');
    symlinkSync(join(folder, 'nowhere'), link);
    for (const path of [file, link, folder]) {
      await expect(newNetworkKey(path)).rejects.toThrow(`${path} is there already`);
    }
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('says in one line where none can be made', async () => {
    const path = join(temporaryFolder(), 'missing', 'key');
    await expect(newNetworkKey(path)).rejects.toThrow(
      `cannot make the network key ${path}: no such file or directory`,
    );
  });
});
