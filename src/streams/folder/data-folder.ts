import { chmod, readdir, realpath, stat } from 'node:fs/promises';
import { platform } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { limits } from '../../protocol/limits.ts';
import { BadIdentity } from '../identity/bad-identity.ts';
import { certified, newKeyPem, readIdentity, type Identity } from '../identity/identity.ts';
import { DataFolderError, folderError } from './data-folder-error.ts';
import { folderFiles, readBoot, readText, textOf } from './folder-files.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import { isForeign } from './is-foreign.ts';
import { makeFolders } from './make-folders.ts';
import { readBounded } from './read-bounded.ts';
import { removeUnfinished, syncFolder, writeWhole } from './write-whole.ts';

/**
 * What a node keeps between its runs, for one process at a time: its identity, how often it has started,
 * and small files. Each file is written whole or not at all, so that whenever a process is killed, the next
 * one finds a folder it can use.
 */
export interface DataFolder {
  readonly path: string;
  readonly identity: Identity;
  /** Which start this is, from 1; no two have the same number. */
  readonly boot: number;
  /** A small file, kept for the next runs; those of one folder are written one after another. */
  keep(name: string, text: string): Promise<void>;
  /** null if nothing was kept under that name. */
  read(name: string): Promise<string | null>;
  /** After all that is being kept was kept. */
  close(): Promise<void>;
}

/** Throws a `DataFolderError`, and holds nothing then. */
export async function openDataFolder(given: string): Promise<DataFolder> {
  return orFolderError(given, async () => {
    const { path, lock } = await holdFolder(given);
    try {
      await removeUnfinished(path);
      const identity = await readOrMakeIdentity(path);
      const boot = await countBoot(path);
      return new OpenFolder({ path, identity, boot }, () => lock.release());
    } catch (error) {
      await lock.release();
      throw error;
    }
  });
}

/** Who a node that starts there will be; that it was asked is no start, and is not counted as one. */
export async function makeIdentityIn(given: string): Promise<void> {
  return orFolderError(given, async () => {
    const { path, lock } = await holdFolder(given);
    try {
      await removeUnfinished(path);
      await readOrMakeIdentity(path);
    } finally {
      await lock.release();
    }
  });
}

class OpenFolder implements DataFolder {
  readonly path: string;
  readonly identity: Identity;
  readonly boot: number;
  readonly #release: () => Promise<void>;
  #kept: Promise<unknown> = Promise.resolve();
  #closed: Promise<void> | null = null;

  constructor(
    { path, identity, boot }: Pick<DataFolder, 'path' | 'identity' | 'boot'>,
    release: () => Promise<void>,
  ) {
    this.path = path;
    this.identity = identity;
    this.boot = boot;
    this.#release = release;
  }

  async keep(name: string, text: string): Promise<void> {
    judgeName(name);
    if (this.#closed !== null) throw new TypeError('the data folder is closed');
    if (Buffer.byteLength(text) > limits.keptFileBytesMax) {
      throw new RangeError(`${name} has over ${limits.keptFileBytesMax} bytes`);
    }
    const write = () => orFolderError(this.path, () => writeWhole(this.path, name, text));
    const kept = this.#kept.then(write, write);
    this.#kept = kept.catch(() => {});
    return kept;
  }

  async read(name: string): Promise<string | null> {
    judgeName(name);
    return orFolderError(this.path, () => readText(this.path, name, limits.keptFileBytesMax));
  }

  close(): Promise<void> {
    this.#closed ??= this.#kept.then(this.#release);
    return this.#closed;
  }
}

async function orFolderError<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw folderError(path, error);
  }
}

async function holdFolder(given: string): Promise<{ path: string; lock: FolderLock }> {
  const path = await makeFolder(resolve(given));
  const lock = await lockFolder(path);
  if (lock !== null) return { path, lock };
  throw new DataFolderError('folder-in-use', `another node uses ${given}`);
}

/** Its real path. */
async function makeFolder(given: string): Promise<string> {
  const made = await makeFolders(given);
  const path = await realpath(given);
  if (made.length === 0) await judgeFolder(path);
  // Whoever may make a folder there may not always read it.
  for (const each of made) await syncFolder(dirname(each)).catch(() => {});
  return path;
}

/** Others must not be able to plant a key. A folder that is ours already, or may become it, is closed to them. */
async function judgeFolder(path: string): Promise<void> {
  const stats = await stat(path);
  if (isForeign(stats)) {
    const hint = 'run the node as that user, or give it a folder of its own';
    throw new DataFolderError('folder-failed', `${path} belongs to another user`, hint);
  }
  const { mode } = stats;
  if (platform() === 'win32' || (mode & 0o077) === 0) return;
  const names = await readdir(path);
  if (names.length === 0 || names.includes(KEY)) return chmod(path, 0o700);
  if ((mode & 0o022) === 0) return;
  const hint = 'give the node a folder of its own';
  throw new DataFolderError('folder-failed', `others can write to ${path}`, hint);
}

/** A key without its certificate is completed: it was being made when its process was killed. */
async function readOrMakeIdentity(path: string): Promise<Identity> {
  const certificatePem = await readText(path, CERTIFICATE, limits.identityFileBytesMax);
  const keyPem = await readKeyPem(path);
  if (keyPem !== null && certificatePem !== null) return readIdentity({ keyPem, certificatePem });
  if (certificatePem !== null) throw new BadIdentity(`${CERTIFICATE} is there without ${KEY}`);
  const pem = keyPem ?? newKeyPem();
  if (keyPem === null) {
    await writeWhole(path, BOOT, '0\n');
    await writeWhole(path, KEY, pem);
  }
  const identity = await certified(pem);
  await writeWhole(path, CERTIFICATE, identity.certificatePem);
  return identity;
}

async function readKeyPem(path: string): Promise<string | null> {
  const file = await readBounded(join(path, KEY), limits.identityFileBytesMax, 'plain');
  if (file === null) return null;
  if (file.isForeign) {
    const text = `${join(path, KEY)} belongs to another user`;
    throw new DataFolderError(
      'bad-identity',
      text,
      'make it yours with chown, if nobody else can have read it',
    );
  }
  if (file.isOpenToOthers) {
    const text = `others can read ${join(path, KEY)}`;
    throw new DataFolderError('bad-identity', text, `chmod 600 ${join(path, KEY)}`);
  }
  return textOf(file.bytes, KEY, limits.identityFileBytesMax);
}

/**
 * It is on the disk before anybody hears of it. A key that comes without a count was put back from
 * somewhere: others may remember any number of starts, so it goes on from more than there can have been.
 */
async function countBoot(path: string): Promise<number> {
  const last = (await readBoot(path)) ?? Math.floor(Date.now() / 1_000);
  const boot = last + 1;
  await writeWhole(path, BOOT, `${boot}\n`);
  return boot;
}

function judgeName(name: string): void {
  const isFree = ![KEY, CERTIFICATE, BOOT, 'lock'].includes(name) && !name.endsWith('.tmp');
  if (!isFree || !/^[a-z0-9][a-z0-9.-]{0,63}$/.test(name))
    throw new TypeError(`a kept file is not called ${name}`);
}

const { key: KEY, certificate: CERTIFICATE, boot: BOOT } = folderFiles;
