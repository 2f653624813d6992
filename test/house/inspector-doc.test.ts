import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keyTable } from '../../src/inspector/page/shell/key-table.ts';

describe('docs/inspector.md', () => {
  const page = readFileSync('docs/inspector.md', 'utf8');

  it('has every key of the page', () => {
    const table = page.split('\n## Keys\n')[1]?.split('\n## ')[0] ?? '';
    const keys = new Set([...table.matchAll(/`([^`]+)`/g)].map(([, key]) => key));
    const all = keyTable.flatMap((row) => row.keys);
    expect(all.filter((key) => !keys.has(key))).toEqual([]);
    expect([...keys].filter((key) => !all.includes(key!))).toEqual([]);
  });

  it('leads to pages, files and pictures that are there, and no picture is large', () => {
    const linked = [...page.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, path = '']) => path);
    const shown = [...page.matchAll(/(?:src|srcset)="([^"]+)"/g)].map(([, path = '']) => path);
    const paths = [...linked, ...shown].map((path) => join('docs', path));
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
    const pictures = paths.filter((path) => path.endsWith('.png'));
    expect(pictures.length).toBeGreaterThanOrEqual(5);
    expect(pictures.filter((path) => statSync(path).size > 200_000)).toEqual([]);
  });
});
