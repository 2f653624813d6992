import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { NetworkKeyError } from './network-key.ts';
import { hasCode, reasonOf } from './reason-of.ts';

/** Makes a file with a network key for its owner alone; whatever is there already stays as it is. */
export async function newNetworkKey(path: string): Promise<void> {
  const file = await openNew(path);
  try {
    await file.writeFile(`${randomBytes(KEY_BYTES).toString('hex')}\n`);
    await file.sync();
  } catch (error) {
    await rm(path, { force: true }).catch(() => {});
    throw cannotMake(path, error);
  } finally {
    await file.close();
  }
}

const KEY_BYTES = 32;

async function openNew(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx', 0o600);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw cannotMake(path, error);
    const hint = 'choose another name: a key is never overwritten, for its network would be lost';
    throw new NetworkKeyError(`${path} is there already`, hint);
  }
}

function cannotMake(path: string, error: unknown): unknown {
  const reason = reasonOf(error);
  if (reason === null) return error;
  const hint = 'name a new file in a folder that is there and can be written to';
  return new NetworkKeyError(`cannot make the network key ${path}: ${reason}`, hint);
}
