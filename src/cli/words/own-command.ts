import { basename, relative } from 'node:path';

/** How this program was called, so that what people are told to type can be typed as it stands. */
export function ownCommand(
  script: string = process.argv[1] ?? '',
  folder: string = process.cwd(),
): string {
  if (basename(script) !== 'main.js') return 'peertape';
  const path = relative(folder, script);
  return `node ${shellWord(path.startsWith('..') ? script : path)}`;
}

/** A path as shells take it for one word. */
export function shellWord(path: string): string {
  return /^[\w./:\\@%+=,-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
