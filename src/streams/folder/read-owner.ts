import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { limits } from '../../protocol/limits.ts';
import type { PeerId } from '../../protocol/peer-id.ts';
import { BadIdentity } from '../identity/bad-identity.ts';
import { idInCertificate } from '../identity/identity.ts';
import { folderError } from './data-folder-error.ts';
import { folderFiles, readBoot, readText } from './folder-files.ts';

export interface FolderOwner {
  readonly id: PeerId;
  readonly folder: string;
  readonly keyPath: string;
  /** The number of its last start there: how often, unless its key was put back from somewhere. */
  readonly starts: number;
}

/**
 * Who uses a data folder, whether it runs or not; null if nobody has yet. Nothing is written or locked,
 * so a node that runs is not disturbed, and the private key is not read: the certificate says whose it is.
 */
export async function readOwner(given: string): Promise<FolderOwner | null> {
  const folder = resolve(given);
  const { key, certificate } = folderFiles;
  try {
    const pem = await readText(folder, certificate, limits.identityFileBytesMax);
    if (pem === null) return null;
    const keyPath = join(folder, key);
    if (!existsSync(keyPath)) throw new BadIdentity(`${certificate} is there without ${key}`);
    return { id: idInCertificate(pem), folder, keyPath, starts: (await readBoot(folder)) ?? 0 };
  } catch (error) {
    throw folderError(given, error);
  }
}
