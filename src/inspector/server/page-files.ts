import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a page is made of, by its path. There is nothing secret in it, and no other file is ever read. */
export type PageFiles = ReadonlyMap<string, PageFile>;

export interface PageFile {
  readonly type: string;
  readonly bytes: Uint8Array;
}

export function readPageFiles(folder: string = builtPage): PageFiles {
  const files = Object.entries(types).map(([name, type]) => {
    const bytes = readFileSync(join(folder, name));
    return [`/${name === 'index.html' ? '' : name}`, { type, bytes }] as const;
  });
  return new Map(files);
}

const types = {
  'index.html': 'text/html; charset=utf-8',
  'page.js': 'text/javascript; charset=utf-8',
  'page.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
  'charts.json': 'application/json',
};

const builtPage = fileURLToPath(new URL('../page', import.meta.url));
