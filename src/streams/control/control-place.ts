import { createHash } from 'node:crypto';
import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readlinkSync,
  realpathSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { ControlError } from './control-error.ts';

/**
 * Where a running node is spoken to by other processes of its user: `control.sock` in its data folder.
 *
 * A system keeps the path of a socket in about a hundred bytes, and opens a socket to whom the user's mask
 * lets in before it can be closed to them. Where the folder's own path is longer, or others can enter the
 * folder, the socket stands in a fresh folder among the temporary ones, and `control.sock` is a link that
 * says where: nobody can have waited in a place that could be guessed, and both sides agree even if they
 * call different folders the temporary one. The link is followed only to a folder of the same owner that was
 * made for this very one: a copy has the link too, and temporary folders go and can be made again by
 * anybody. On Windows it is a pipe, named after the folder.
 *
 * A socket that nobody answers at is what a dead node left behind, and goes. Two that start at the same
 * time could each take the other's for such a one: whoever comes here holds the folder's lock.
 */
export interface ControlPlace {
  readonly path: string;
  /** To be called once it is listened on. */
  readonly makePrivate: () => void;
  /** To be called when nobody listens there any more. */
  readonly leave: () => void;
}

/** Where the node of a folder is, if it runs; null: in no place that could be its own. */
export function controlPath(folder: string): string | null {
  if (isWindows) return `\\\\.\\pipe\\peertape-control-${digestOf(folder)}`;
  const target = linkTarget(ownPath(folder));
  if (target === null) return ownPath(folder);
  return isMadeFor(folder, dirname(target)) ? target : null;
}

export async function takePlace(folder: string): Promise<ControlPlace> {
  const last = controlPath(folder);
  if (await isAnswered(last)) throw new ControlError('control-in-use', `a node runs in ${folder}`);
  if (isWindows) return { path: last!, makePrivate: ignore, leave: ignore };
  const own = ownPath(folder);
  clear(own, last);
  if (fits(own) && !isOpenToOthers(folder)) return placeAt(own, own);
  const short = join(mkdtempSync(join(tmpdir(), temporaryFor(folder))), NAME);
  symlinkSync(short, own);
  return placeAt(own, short);
}

function placeAt(own: string, path: string): ControlPlace {
  return {
    path,
    makePrivate: () => chmodSync(path, 0o600),
    leave: () => clear(own, path),
  };
}

/** Whether anybody listens there. What cannot be found out counts as somebody. */
export async function isAnswered(path: string | null): Promise<boolean> {
  if (path === null) return false;
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', ({ code = '' }: NodeJS.ErrnoException) => {
      resolve(!NOBODY.includes(code));
    });
  });
}

/** The system's words for a place where nobody listens. */
export const NOBODY: readonly string[] = ['ENOENT', 'ECONNREFUSED', 'ENOTDIR'];

const NAME = 'control.sock';
/** What every system has room for, with the zero at its end. */
const PATH_BYTES_MAX = 103;
const isWindows = process.platform === 'win32';

function ownPath(folder: string): string {
  return join(resolve(folder), NAME);
}

function fits(path: string): boolean {
  return Buffer.byteLength(path) <= PATH_BYTES_MAX;
}

function isOpenToOthers(folder: string): boolean {
  return (statSync(folder).mode & 0o077) !== 0;
}

function linkTarget(own: string): string | null {
  try {
    return readlinkSync(own);
  } catch {
    return null;
  }
}

/** What a temporary folder for the socket of a folder is called, but for what is drawn by lot. */
function temporaryFor(folder: string): string {
  return `peertape-${digestOf(folder).slice(0, 16)}-`;
}

function isMadeFor(folder: string, temporary: string): boolean {
  if (!basename(temporary).startsWith(temporaryFor(folder))) return false;
  const there = lstatSync(temporary, { throwIfNoEntry: false });
  return there === undefined || (there.isDirectory() && there.uid === statSync(folder).uid);
}

/** Only what is ours: a socket, or the link to one and the folder that was made for it. */
function clear(own: string, path: string | null): void {
  const there = lstatSync(own, { throwIfNoEntry: false });
  if (there !== undefined && !there.isSocket() && !there.isSymbolicLink()) {
    throw new ControlError('control-failed', `${own} is there and is no socket`);
  }
  rmSync(own, { force: true });
  if (path === own || path === null) return;
  try {
    rmSync(path, { force: true });
    rmdirSync(dirname(path));
  } catch {
    // Somebody has cleared the temporary folder, or put something else there.
  }
}

/** However the folder is called, it has one pipe. */
function realPath(folder: string): string {
  try {
    return foldCase(realpathSync(folder));
  } catch {
    return foldCase(resolve(folder));
  }
}

function digestOf(folder: string): string {
  return createHash('sha256').update(realPath(folder)).digest('hex').slice(0, 32);
}

function foldCase(path: string): string {
  return isWindows ? path.toLowerCase() : path;
}

function ignore(): void {}
