import { posix, win32 } from 'node:path';

export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

/** Where the user's nodes keep what is theirs; null if nothing says where this user's home is. */
export function dataRoot({ env, platform }: Machine): string | null {
  const own = env['PEERTAPE_HOME'];
  if (own) return own;
  if (platform === 'win32') return below(env['LOCALAPPDATA'], (base) => win32.join(base, NAME));
  const home = env['HOME'];
  if (platform === 'darwin') {
    return below(home, (base) => posix.join(base, 'Library', 'Application Support', NAME));
  }
  const shared = env['XDG_DATA_HOME'];
  // A relative one is to be ignored, says the standard that made it up.
  if (shared && posix.isAbsolute(shared)) return posix.join(shared, NAME);
  return below(home, (base) => posix.join(base, '.local', 'share', NAME));
}

/** One folder for each port, so that a node that comes back on its port is who it was. */
export function folderOfPort(root: string, port: number): string {
  return inside(root, `node-${port}`);
}

/** For those who take any port: the first, the second, … */
export function folderOfAny(root: string, number: number): string {
  return inside(root, `any-${number}`);
}

const NAME = 'peertape';

function inside(root: string, name: string): string {
  return root.includes('\\') ? win32.join(root, name) : posix.join(root, name);
}

function below(base: string | undefined, place: (base: string) => string): string | null {
  return base ? place(base) : null;
}
