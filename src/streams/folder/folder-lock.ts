import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readlink, rm, rmdir, symlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { platform, tmpdir } from 'node:os';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { hasCode } from './reason-of.ts';

/**
 * One process uses a folder at a time, and one that was killed leaves it free.
 *
 * The holder listens on a socket, which dies with its process, and names it in a claim: `lock/N`, a
 * symlink, because a symlink is made at once and only where there is none. Whoever comes connects to
 * the highest claim. If somebody answers, the folder is in use. If nobody does, the holder is gone for
 * good, and the next number can be claimed. A claim is never taken over, and the highest is never
 * removed: so one who claims a number late sees a higher one when it looks again, and yields.
 * On Windows a named pipe does all of this by itself.
 */
export interface FolderLock {
  release(): Promise<void>;
}

/** Of a folder given by its real path; null: somebody else holds it. */
export async function lockFolder(folder: string): Promise<FolderLock | null> {
  return platform() === 'win32' ? lockByPipe(folder) : lockByClaim(join(folder, 'lock'));
}

async function lockByPipe(folder: string): Promise<FolderLock | null> {
  const name = createHash('sha256').update(folder.toLowerCase()).digest('hex').slice(0, 32);
  try {
    return lockOf(await listenOn(`\\\\.\\pipe\\peertape-${name}`));
  } catch (error) {
    if (hasCode(error, 'EADDRINUSE', 'EACCES')) return null;
    throw error;
  }
}

async function lockByClaim(claims: string): Promise<FolderLock | null> {
  await mkdir(claims, { mode: 0o700, recursive: true });
  if (await isHeld(claims, await highest(claims))) return null;
  const path = await socketPath(claims);
  const server = await listenOn(path);
  try {
    const claim = await claimNext(claims, dirname(path) === claims ? basename(path) : path);
    if (claim !== null) {
      await forgetClaimsBelow(claims, claim);
      return lockOf(server, path);
    }
  } catch (error) {
    await lockOf(server, path).release();
    throw error;
  }
  await lockOf(server, path).release();
  return null;
}

/** The number that is ours now; null: somebody else was faster. */
async function claimNext(claims: string, socket: string): Promise<number | null> {
  for (;;) {
    const last = await highest(claims);
    if (await isHeld(claims, last)) return null;
    const own = last + 1;
    try {
      await symlink(socket, join(claims, `${own}`));
    } catch (error) {
      if (hasCode(error, 'EEXIST')) continue;
      throw error;
    }
    if ((await highest(claims)) === own) return own;
    await rm(join(claims, `${own}`), { force: true });
  }
}

async function highest(claims: string): Promise<number> {
  const names = await readdir(claims);
  return Math.max(0, ...names.filter((name) => /^\d{1,15}$/.test(name)).map(Number));
}

/** Whoever cannot be asked counts as alive. */
async function isHeld(claims: string, claim: number): Promise<boolean> {
  const path = await socketOf(claims, claim);
  if (path === null) return false;
  if (Buffer.byteLength(path) > SOCKET_PATH_BYTES_MAX) return true;
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', (error) => resolve(!hasCode(error, 'ECONNREFUSED', 'ENOENT')));
  });
}

async function socketOf(claims: string, claim: number): Promise<string | null> {
  try {
    const target = await readlink(join(claims, `${claim}`));
    return isAbsolute(target) ? target : join(claims, basename(target));
  } catch (error) {
    // Not a symlink: a copy of a folder may hold such.
    if (hasCode(error, 'ENOENT', 'EINVAL')) return null;
    throw error;
  }
}

/** The last few stay: a reader of the folder may miss a name while names come and go. */
async function forgetClaimsBelow(claims: string, claim: number): Promise<void> {
  const names = await readdir(claims);
  const older = names.filter((name) => /^\d{1,15}$/.test(name) && Number(name) < claim);
  for (const name of older) {
    const path = await socketOf(claims, Number(name));
    if (path !== null) await removeSocket(path);
    if (Number(name) < claim - CLAIMS_KEPT) await rm(join(claims, name), { force: true });
  }
}

/** A longer path would be cut without a word: such folders have their socket where temporary files are. */
async function socketPath(claims: string): Promise<string> {
  const path = join(claims, `s${randomBytes(4).toString('hex')}`);
  if (Buffer.byteLength(path) <= SOCKET_PATH_BYTES_MAX) return path;
  return join(await mkdtemp(join(tmpdir(), TEMPORARY)), 's');
}

async function removeSocket(path: string): Promise<void> {
  await rm(path, { force: true });
  if (basename(dirname(path)).startsWith(TEMPORARY)) await rmdir(dirname(path)).catch(() => {});
}

function listenOn(path: string): Promise<Server> {
  const server = createServer((socket) => socket.on('error', () => {}).destroy());
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      // To accept nobody is no harm: whoever connects has its answer by then.
      server.off('error', reject).on('error', () => {});
      resolve(server.unref());
    });
  });
}

function lockOf(server: Server, path: string | null = null): FolderLock {
  return {
    async release() {
      await new Promise<void>((resolve) => server.close(() => resolve()));
      if (path !== null) await removeSocket(path);
    },
  };
}

const CLAIMS_KEPT = 8;
/** The least that systems hold, and some to spare. */
const SOCKET_PATH_BYTES_MAX = 100;
const TEMPORARY = 'peertape-';
