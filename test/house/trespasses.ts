import { posix } from 'node:path';
import { readImports } from './read-imports.ts';

/**
 * The import table: each room may import itself and what stands above it, and of the world only the
 * packages named with it.
 */
const rooms = [
  ['protocol', []],
  ['values', []],
  ['codec', []],
  ['overlay', []],
  ['machines/engine', ['xstate']],
  ['machines/connection', ['xstate']],
  ['machines/node/context', []],
  ['machines/node/peers', []],
  ['machines/node/opening', ['xstate']],
  ['machines/node/mail', ['xstate']],
  ['machines/node/overlay', ['xstate']],
  ['machines/node/commands', []],
  ['machines/node/links', []],
  ['machines/node', ['xstate']],
  ['streams/identity', ['node:*', '@peculiar/x509', 'reflect-metadata']],
  ['streams/folder', ['node:*']],
  ['streams', ['node:*', 'rxjs']],
  ['trace/format', ['node:*', 'msgpackr']],
  ['trace/store', ['node:*']],
  ['trace/writing', ['node:*']],
  ['trace/reading', []],
  ['trace/replay', []],
  ['node/running', ['rxjs']],
  ['node/telling', ['node:buffer']],
  ['node/why', []],
  // The version stands in a file, tapes lie in a folder, and a process has a number; the rest is behind ports.
  ['node/face', ['node:fs', 'node:path', 'node:process', 'rxjs']],
  ['sim', ['node:crypto', 'rxjs', 'xstate']],
  ['inspector/answers', []],
  ['inspector/page', ['preact', '@preact/signals']],
  ['inspector/charts', ['xstate']],
  ['inspector/film', ['node:*', 'rxjs']],
  ['inspector/views', ['node:buffer']],
  ['inspector/stately', ['node:*', 'rxjs', 'ws', 'xstate']],
  ['inspector/server', ['node:*', 'rxjs']],
  ['cli', ['node:*', 'rxjs', 'commander']],
] as const satisfies readonly (readonly [string, readonly string[]])[];

/** The page runs in a browser: whatever it is told comes as an answer. */
const page = 'src/inspector/page/';
const toldTo = 'src/inspector/answers/';

const pureFolders: readonly string[] = ['protocol', 'values', 'codec', 'overlay', 'machines'];
const linesMax = 300;

/** Every breach of the house's rules in a set of files (path from the root → text), as sentences. */
export function trespasses(files: Readonly<Record<string, string>>): string[] {
  return Object.entries(files).flatMap(([path, text]) =>
    trespassesOf(path, text).map((trespass) => `${path} ${trespass}`),
  );
}

function trespassesOf(path: string, text: string): string[] {
  const { modules, isBarrel, usesImportMeta } = readImports(
    text,
    path.endsWith('x') ? 'tsx' : 'ts',
  );
  const lines = text.trimEnd().split('\n').length;
  return [
    ...(rankOf(path) === -1 ? ['stands in no room of the table'] : []),
    ...(isBarrel ? ['is a barrel'] : []),
    ...(/(^|[-/])(utils?|helpers?|index)\.tsx?$/.test(path)
      ? ['is not named after what it is']
      : []),
    ...(/\/[a-z0-9]+(-[a-z0-9]+)*\.tsx?$/.test(path) ? [] : ['is not named in kebab-case']),
    ...(lines > linesMax ? [`has ${lines} lines`] : []),
    ...(usesImportMeta && isPure(path) ? ['asks where it stands, in a pure folder'] : []),
    ...modules.flatMap((module) => trespassOfImport(path, module)),
  ];
}

function trespassOfImport(path: string, module: string | null): string[] {
  if (module === null) return ['imports something that is not written out'];
  if (!module.startsWith('.')) {
    return allows(path, module) ? [] : [`imports ${module}, which its room may not`];
  }
  const target = posix.join(posix.dirname(path), module);
  if (!target.startsWith('src/')) return [`imports ${module}, outside src`];
  if (!/\.tsx?$/.test(module)) return [`imports ${module} without its .ts`];
  if (path.startsWith(page) && !target.startsWith(page) && !target.startsWith(toldTo)) {
    return [`imports ${target}, which no browser has`];
  }
  return rankOf(target) <= rankOf(path) ? [] : [`imports ${target}, which stands below it`];
}

function allows(path: string, module: string): boolean {
  const packages: readonly string[] = rooms[rankOf(path)]?.[1] ?? [];
  return packages.some((name) =>
    name.endsWith('*')
      ? module.startsWith(name.slice(0, -1))
      : module === name || module.startsWith(`${name}/`),
  );
}

function isPure(path: string): boolean {
  return pureFolders.some((folder) => path.startsWith(`src/${folder}/`));
}

function rankOf(path: string): number {
  return rooms.findIndex(([room]) => path.startsWith(`src/${room}/`));
}
