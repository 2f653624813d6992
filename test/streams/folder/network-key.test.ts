import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../src/protocol/limits.ts';
import { NetworkKeyError, readNetworkKey } from '../../../src/streams/folder/network-key.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('a network key', () => {
  function keyFile(bytes: string, mode = 0o600): string {
    const path = join(temporaryFolder(), 'key');
    writeFileSync(path, bytes);
    chmodSync(path, mode);
    return path;
  }

  const key = 'k'.repeat(limits.networkKeyBytesMin);

  it.each([
    ['as it is', key, key],
    ['without its line end', `${key}\n`, key],
    ['without the line end of Windows', `${key}\r\n`, key],
    ['with all but one line end', `${key}\n\n`, `${key}\n`],
    ['with a lone return', `${key}\r`, `${key}\r`],
  ])('is read %s', async (_, bytes, read) => {
    expect(Buffer.from(await readNetworkKey(keyFile(bytes))).toString()).toBe(read);
  });

  it('has limits.networkKeyBytesMin to limits.networkKeyBytesMax bytes', async () => {
    const longest = 'k'.repeat(limits.networkKeyBytesMax);
    expect((await readNetworkKey(keyFile(`${longest}\r\n`))).length).toBe(longest.length);
    for (const bytes of ['', `${key.slice(1)}\n`, `${longest}k`, longest.repeat(3)]) {
      await expect(readNetworkKey(keyFile(bytes))).rejects.toThrow('has not 16 to 4096 bytes');
    }
  });

  it.each([0o640, 0o604, 0o620])('is refused when others have a part in it: %o', async (mode) => {
    const path = keyFile(key, mode);
    await expect(readNetworkKey(path)).rejects.toThrow(
      new NetworkKeyError(`others can read the network key ${path}`, `chmod 600 ${path}`),
    );
  });

  it('is refused in one line when it is not there or no file', async () => {
    const folder = temporaryFolder();
    await expect(readNetworkKey(join(folder, 'a\nb'))).rejects.toThrow(
      `there is no network key ${folder}/a?b`,
    );
    chmodSync(folder, 0o700);
    await expect(readNetworkKey(folder)).rejects.toThrow(
      `cannot read the network key ${folder}: illegal operation on a directory`,
    );
  });
});
