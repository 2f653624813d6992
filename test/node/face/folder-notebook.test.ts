import { describe, expect, it } from 'vitest';
import { FolderNotebook } from '../../../src/node/face/folder-notebook.ts';
import { limits } from '../../../src/protocol/limits.ts';

describe('the notes of a node', () => {
  it('are a page a file, and an id a line', async () => {
    const pages = new Map<string, string>();
    const notebook = new FolderNotebook(folderOf(pages));
    notebook.keep('banned', [idNumber(1), idNumber(2)]);
    expect(pages).toEqual(new Map([['banned', `${idNumber(1)}\n${idNumber(2)}\n`]]));
    expect(await notebook.read('banned')).toEqual([idNumber(1), idNumber(2)]);
    expect(await notebook.read('ignored')).toEqual([]);
  });

  it('are read as far as they are ids, each once, limits.listedPeersMax at most', async () => {
    const lines = [' ', 'bob', idNumber(1), `${idNumber(1)}\r`, '# not wanted'];
    const many = Array.from({ length: limits.listedPeersMax + 1 }, (_, n) => idNumber(n));
    const pages = new Map([
      ['banned', lines.join('\n')],
      ['ignored', many.join('\n')],
    ]);
    const notebook = new FolderNotebook(folderOf(pages));
    expect(await notebook.read('banned')).toEqual([idNumber(1)]);
    expect(await notebook.read('ignored')).toEqual(many.slice(0, limits.listedPeersMax));
  });

  it('are said to be lost where the disk does not take them', async () => {
    const notebook = new FolderNotebook({
      ...folderOf(new Map()),
      keep: () => Promise.reject(new Error('no space left on device')),
    });
    const told = new Promise((resolve) => notebook.tellLoss(resolve));
    notebook.keep('banned', []);
    expect(await told).toBe('no space left on device');
  });
});

function folderOf(pages: Map<string, string>) {
  return {
    keep: async (name: string, text: string): Promise<void> => void pages.set(name, text),
    read: async (name: string): Promise<string | null> => pages.get(name) ?? null,
  };
}

function idNumber(n: number): string {
  const letters = Array.from(n.toString(32), (digit) => LETTERS[parseInt(digit, 32)]);
  return letters.join('').padStart(52, 'a');
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';
