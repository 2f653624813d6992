import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { platform } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { limits } from '../../../src/protocol/limits.ts';
import { openDataFolder } from '../../../src/streams/folder/data-folder.ts';
import { DataFolderError } from '../../../src/streams/folder/data-folder-error.ts';
import { newIdentity, newKeyPem } from '../../../src/streams/identity/identity.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('a data folder', () => {
  async function open(path: string) {
    const folder = await openDataFolder(path);
    onTestFinished(() => folder.close());
    return folder;
  }

  /** One that was opened and closed again, and who it was. */
  async function usedFolder() {
    const path = temporaryFolder();
    const folder = await openDataFolder(path);
    await folder.close();
    return { path, id: folder.identity.id };
  }

  it('is made for its owner only, with the folders above it (S4-10)', async () => {
    const root = temporaryFolder();
    const path = join(root, 'a', 'b');
    await open(path);
    const modeOf = (name: string) => (statSync(join(root, name)).mode & 0o777).toString(8);
    expect(readdirSync(path).toSorted()).toEqual(['boot', 'identity.crt', 'identity.key', 'lock']);
    expect(['a', 'a/b', 'a/b/lock'].map(modeOf)).toEqual(['700', '700', '700']);
    expect(['boot', 'identity.crt', 'identity.key'].map((name) => modeOf(`a/b/${name}`))).toEqual([
      '600',
      '600',
      '600',
    ]);
  });

  it('keeps who its node is, and counts its starts', async () => {
    const { path, id } = await usedFolder();
    for (const boot of [2, 3]) {
      const folder = await openDataFolder(path);
      expect([folder.identity.id, folder.boot]).toEqual([id, boot]);
      await folder.close();
    }
  });

  it('starts with a higher number than ever, if its key was put back without the count', async () => {
    const { path, id } = await usedFolder();
    rmSync(join(path, 'boot'));
    const before = Math.floor(Date.now() / 1_000);
    const folder = await openDataFolder(path);
    expect(folder.identity.id).toBe(id);
    expect(folder.boot).toBeGreaterThan(before);
    await folder.close();
  });

  it('makes somebody new in another folder', async () => {
    expect((await usedFolder()).id).not.toBe((await usedFolder()).id);
  });

  it('is used by one at a time', async () => {
    const path = temporaryFolder();
    const folder = await open(path);
    await expect(openDataFolder(path)).rejects.toThrow(
      new DataFolderError('folder-in-use', `another node uses ${path}`),
    );
    await folder.close();
    expect((await open(path)).boot).toBe(2);
  });

  it('keeps small files, and gives back the last of each', async () => {
    const folder = await open(temporaryFolder());
    expect(await folder.read('peers.json')).toBeNull();
    await Promise.all(['1', '2', '3'].map((text) => folder.keep('peers.json', text)));
    expect(await folder.read('peers.json')).toBe('3');
  });

  it('closes after what is being kept was kept', async () => {
    const path = temporaryFolder();
    const folder = await open(path);
    const kept = folder.keep('peers.json', 'all of them');
    await folder.close();
    await kept;
    expect(readFileSync(join(path, 'peers.json'), 'utf8')).toBe('all of them');
    await expect(folder.keep('peers.json', 'late')).rejects.toThrow(TypeError);
    await folder.close();
  });

  it('keeps up to limits.keptFileBytesMax a file', async () => {
    const folder = await open(temporaryFolder());
    const text = 'x'.repeat(limits.keptFileBytesMax);
    await folder.keep('peers.json', text);
    expect(await folder.read('peers.json')).toBe(text);
    await expect(folder.keep('peers.json', `${text}x`)).rejects.toThrow(RangeError);
    writeFileSync(join(folder.path, 'peers.json'), `${text}x`);
    await expect(folder.read('peers.json')).rejects.toThrow(DataFolderError);
  });

  it.each(['', '..', 'a/b', 'a\\b', 'identity.key', 'identity.crt', 'boot', 'lock', 'x.tmp', 'A'])(
    'keeps nothing under the name %j',
    async (name) => {
      const folder = await open(temporaryFolder());
      await expect(folder.keep(name, '')).rejects.toThrow(TypeError);
      await expect(folder.read(name)).rejects.toThrow(TypeError);
    },
  );

  it.skipIf(platform() === 'win32')(
    'does not wait for what is no plain file, and says so',
    async () => {
      const { path } = await usedFolder();
      const folder = await open(path);
      const pipe = join(folder.path, 'peers');
      execFileSync('sh', ['-c', 'mkfifo "$0"', pipe]);
      mkdirSync(join(path, 'banned'));
      await expect(folder.read('peers')).rejects.toMatchObject({
        code: 'folder-failed',
        message: `${pipe} is no plain file`,
        hint: 'move it away',
      });
      await expect(folder.read('banned')).rejects.toThrow('is no plain file');
      await folder.keep('peers', 'kept');
      expect(await folder.read('peers')).toBe('kept');
    },
  );

  it.skipIf(platform() === 'win32').each(['boot', 'identity.key', 'identity.crt'])(
    'is not opened where its %s is no plain file',
    async (name) => {
      const { path } = await usedFolder();
      rmSync(join(path, name));
      execFileSync('sh', ['-c', 'mkfifo -m 600 "$0"', join(path, name)]);
      await expect(openDataFolder(path)).rejects.toThrow(`${name} is no plain file`);
    },
  );

  it('completes a key whose certificate is missing, and stays who it was', async () => {
    const { path, id } = await usedFolder();
    rmSync(join(path, 'identity.crt'));
    expect((await open(path)).identity.id).toBe(id);
    expect(readdirSync(path)).toContain('identity.crt');
  });

  it('clears away what a killed process had not finished', async () => {
    const { path } = await usedFolder();
    writeFileSync(join(path, 'boot.0123abcd.tmp'), '');
    writeFileSync(join(path, 'mine.tmp'), '');
    await open(path);
    expect(readdirSync(path).filter((name) => name.endsWith('.tmp'))).toEqual(['mine.tmp']);
  });

  it.each([
    ['a key that is none', 'identity.key', 'nonsense', 'the key is no private key in PEM'],
    ['an empty key', 'identity.key', '', 'the key is no private key in PEM'],
    ['another key', 'identity.key', newKeyPem(), 'the certificate is not one of the key'],
    ['no certificate', 'identity.crt', 'nonsense', 'the certificate is no certificate in PEM'],
  ])('refuses %s, and changes nothing', async (_, name, text, reason) => {
    const { path } = await usedFolder();
    writeFileSync(join(path, name), text);
    const before = contentsOf(path);
    await expect(openDataFolder(path)).rejects.toMatchObject({
      code: 'bad-identity',
      message: `no identity in ${path}: ${reason}`,
    });
    expect(contentsOf(path)).toEqual(before);
  });

  it('does not become somebody else when the key is gone', async () => {
    const { path } = await usedFolder();
    rmSync(join(path, 'identity.key'));
    await expect(openDataFolder(path)).rejects.toThrow(
      expect.objectContaining({
        code: 'bad-identity',
        message: `no identity in ${path}: identity.crt is there without identity.key`,
      }),
    );
  });

  it('refuses a key file over limits.identityFileBytesMax', async () => {
    const { path } = await usedFolder();
    const pem = readFileSync(join(path, 'identity.key'), 'utf8');
    writeFileSync(join(path, 'identity.key'), pem.padEnd(limits.identityFileBytesMax));
    await (await openDataFolder(path)).close();
    writeFileSync(join(path, 'identity.key'), pem.padEnd(limits.identityFileBytesMax + 1));
    await expect(openDataFolder(path)).rejects.toThrow(/identity\.key has over \d+ bytes$/);
  });

  it('refuses a key that others can read, and says what to do', async () => {
    const { path } = await usedFolder();
    chmodSync(join(path, 'identity.key'), 0o640);
    await expect(openDataFolder(path)).rejects.toMatchObject({
      code: 'bad-identity',
      message: `others can read ${join(path, 'identity.key')}`,
      hint: `chmod 600 ${join(path, 'identity.key')}`,
    });
  });

  it.each(['', '-1', '1.5', 'seven', '9007199254740991'])(
    'does not guess after a boot counter of %j',
    async (text) => {
      const { path } = await usedFolder();
      writeFileSync(join(path, 'boot'), text);
      await expect(openDataFolder(path)).rejects.toMatchObject({
        code: 'folder-failed',
        message: `${join(path, 'boot')} does not hold a number`,
      });
    },
  );

  it('takes an identity from a backup', async () => {
    const path = temporaryFolder();
    const { id, keyPem, certificatePem } = await newIdentity();
    writeFileSync(join(path, 'identity.key'), keyPem, { mode: 0o600 });
    writeFileSync(join(path, 'identity.crt'), certificatePem);
    expect((await open(path)).identity.id).toBe(id);
  });

  it('closes an empty folder to others', async () => {
    const path = join(temporaryFolder(), 'empty');
    mkdirSync(path);
    chmodSync(path, 0o777);
    await open(path);
    expect(statSync(path).mode & 0o777).toBe(0o700);
  });

  it.each([
    ['refuses', 'write to', 0o777],
    ['refuses', 'write to', 0o720],
  ])('%s a folder of other things that others can %s', async (_, __, mode) => {
    const path = join(temporaryFolder(), 'shared');
    mkdirSync(path);
    writeFileSync(join(path, 'other'), '');
    chmodSync(path, mode);
    await expect(openDataFolder(path)).rejects.toMatchObject({
      code: 'folder-failed',
      message: `others can write to ${path}`,
      hint: 'give the node a folder of its own',
    });
    expect(statSync(path).mode & 0o777).toBe(mode);
    expect(readdirSync(path)).toEqual(['other']);
  });

  it('leaves a folder of other things as it is', async () => {
    const path = join(temporaryFolder(), 'home');
    mkdirSync(path);
    writeFileSync(join(path, 'other'), '');
    chmodSync(path, 0o755);
    await open(path);
    expect(statSync(path).mode & 0o777).toBe(0o755);
  });

  it.skipIf(process.getuid?.() !== 0)('refuses a folder of another user', async () => {
    const { path } = await usedFolder();
    chownSync(path, 65_534, 65_534);
    const before = contentsOf(path);
    await expect(openDataFolder(path)).rejects.toMatchObject({
      code: 'folder-failed',
      message: `${path} belongs to another user`,
    });
    expect(contentsOf(path)).toEqual(before);
  });

  it.skipIf(process.getuid?.() !== 0)('refuses a key of another user', async () => {
    const { path } = await usedFolder();
    chownSync(join(path, 'identity.key'), 65_534, 65_534);
    await expect(openDataFolder(path)).rejects.toMatchObject({
      code: 'bad-identity',
      message: `${join(path, 'identity.key')} belongs to another user`,
    });
  });

  it('comes back from where nothing can be made', async () => {
    await expect(openDataFolder('/proc/peertape/node')).rejects.toMatchObject({
      code: 'folder-failed',
    });
  });

  it('says why a folder cannot be one, in one line', async () => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'file'), '');
    const errors = await Promise.all(
      ['file', 'file/below', 'a\nb\0c'].map((name) =>
        openDataFolder(join(root, name)).catch((error: unknown) => error),
      ),
    );
    expect(errors).toMatchObject([
      { code: 'folder-failed', message: `cannot use ${root}/file: not a folder` },
      { code: 'folder-failed', message: `cannot use ${root}/file/below: not a folder` },
      { code: 'folder-failed', message: `cannot use ${root}/a?b?c: not a path` },
    ]);
    expect(errors.map(String).filter((text) => /[\n\0]/.test(text))).toEqual([]);
  });
});

function contentsOf(path: string): Record<string, string> {
  const files = readdirSync(path).filter((name) => name !== 'lock');
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(path, name), 'utf8')]));
}
