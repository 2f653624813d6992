import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, it } from 'vitest';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' });
const names = new Set(sources.map((path) => basename(path)));

it.each(['ARCHITECTURE.md', 'CONTRIBUTING.md', 'README.md', 'docs/decisions.md'])(
  '%s leads to files that are there',
  (page) => {
    const words = [...readFileSync(page, 'utf8').matchAll(/`([^`\s]+)`/g)].map(
      ([, word = '']) => word,
    );
    const paths = words.filter((word) => /^[\w-]+(?:\/[\w-]+)*\/?(?:\.\w+)*$/.test(word));
    const files = paths.filter((path) => path.endsWith('.ts') || path.endsWith('/'));
    expect(files.filter((path) => !isThere(path))).toEqual([]);
  },
);

it.each(['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md'])(
  '%s links to pages that are there',
  (page) => {
    const links = [...readFileSync(page, 'utf8').matchAll(/\]\(([^)#:]+)\)/g)];
    expect(links.map(([, path = '']) => path).filter((path) => !existsSync(path))).toEqual([]);
  },
);

it('docs/decisions.md counts its decisions without a gap, and says of each whether it holds', () => {
  const page = readFileSync('docs/decisions.md', 'utf8');
  const numbers = [...page.matchAll(/^## (\d+)\. \S/gm)].map(([, number]) => Number(number));
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  expect(page.match(/^\*Status:\* \S.*\.$/gm)).toHaveLength(numbers.length);
});

/** From the root, `src` or `test`, or by a name that can only be one of its files. */
function isThere(path: string): boolean {
  const roots = ['', 'src/', 'test/'];
  return roots.some((root) => existsSync(root + path)) || names.has(path.replace(/\/$/, ''));
}
