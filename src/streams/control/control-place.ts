import { createHash } from 'node:crypto';
import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readlinkSync,
  realpathSync,
  rmdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { ControlError } from './control-error.ts';

/**
 * Where a running node is spoken to by other processes of its user: `control.sock` in its data folder.
 *
 * A system keeps the path of a socket in about a hundred bytes. Where the folder's own path is longer,
 * the socket stands in a fresh folder among the temporary ones, and `control.sock` is a link that says
 * where: nobody can have waited in a place that could be guessed, and both sides agree even if they
 * call different folders the temporary one. On Windows it is a pipe, named after the folder.
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

/** Where the node of a folder is, if it runs. */
export function controlPath(folder: string): string {
  if (isWindows) return `\\\\.\\pipe\\peertape-control-${digestOf(realPath(folder))}`;
  const own = ownPath(folder);
  try {
    return readlinkSync(own);
  } catch {
    return own;
  }
}

export async function takePlace(folder: string): Promise<ControlPlace> {
  const path = controlPath(folder);
  if (await isAnswered(path)) throw new ControlError('control-in-use', `a node runs in ${folder}`);
  if (isWindows) return { path, makePrivate: ignore, leave: ignore };
  const own = ownPath(folder);
  clear(own, path);
  const makePrivate = () => chmodSync(path, 0o600);
  if (fits(own)) return { path: own, makePrivate, leave: () => clear(own, own) };
  const short = join(mkdtempSync(join(tmpdir(), TEMPORARY)), NAME);
  symlinkSync(short, own);
  return {
    path: short,
    makePrivate: () => chmodSync(short, 0o600),
    leave: () => clear(own, short),
  };
}

/** Whether anybody listens there. What cannot be found out counts as somebody. */
export function isAnswered(path: string): Promise<boolean> {
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
const TEMPORARY = 'peertape-';
/** What every system has room for, with the zero at its end. */
const PATH_BYTES_MAX = 103;
const isWindows = process.platform === 'win32';

function ownPath(folder: string): string {
  return join(resolve(folder), NAME);
}

function fits(path: string): boolean {
  return Buffer.byteLength(path) <= PATH_BYTES_MAX;
}

/** Only what is ours: a socket, or the link to one and the folder that was made for it. */
function clear(own: string, path: string): void {
  const there = lstatSync(own, { throwIfNoEntry: false });
  if (there !== undefined && !there.isSocket() && !there.isSymbolicLink()) {
    throw new ControlError('control-failed', `${own} is there and is no socket`);
  }
  rmSync(own, { force: true });
  if (path === own || !dirname(path).includes(TEMPORARY)) return;
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
    return realpathSync(folder).toLowerCase();
  } catch {
    return resolve(folder).toLowerCase();
  }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function ignore(): void {}
