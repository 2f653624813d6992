import { describe, expect, it } from 'vitest';
import { FolderNotebook } from '../../../src/node/face/folder-notebook.ts';
import { Losses, type Loss } from '../../../src/node/face/losses.ts';
import { savedPeerLine } from '../../../src/overlay/saved-peers.ts';
import { limits } from '../../../src/protocol/limits.ts';

describe('the notes of a node', () => {
  it('are a page a file, and an id a line', async () => {
    const pages = new Map<string, string>();
    const notebook = new FolderNotebook(folderOf(pages), new Losses());
    notebook.keep('banned', [idNumber(1), idNumber(2)]);
    expect(pages).toEqual(new Map([['banned', `${idNumber(1)}\n${idNumber(2)}\n`]]));
    expect(await notebook.readIds('banned')).toEqual([idNumber(1), idNumber(2)]);
    expect(await notebook.readIds('ignored')).toEqual([]);
  });

  it('are read as far as they are ids, each once, limits.listedPeersMax at most', async () => {
    const lines = [' ', 'bob', idNumber(1), `${idNumber(1)}\r`, '# not wanted'];
    const many = Array.from({ length: limits.listedPeersMax + 1 }, (_, n) => idNumber(n));
    const pages = new Map([
      ['banned', lines.join('\n')],
      ['ignored', many.join('\n')],
    ]);
    const notebook = new FolderNotebook(folderOf(pages), new Losses());
    expect(await notebook.readIds('banned')).toEqual([idNumber(1)]);
    expect(await notebook.readIds('ignored')).toEqual(many.slice(0, limits.listedPeersMax));
  });

  it('say where peers were in earlier runs', async () => {
    const notebook = new FolderNotebook(folderOf(new Map()), new Losses());
    expect(await notebook.readPeers('n', NOW)).toEqual([]);
    const lead = { id: idNumber(1), address: 'a:1' };
    notebook.keep('peers', [savedPeerLine('n', lead, NOW - 1)]);
    expect(await notebook.readPeers('n', NOW)).toEqual([`${idNumber(1)}@a:1\t${NOW - 1}`]);
  });

  it('still say where peers of another network were, when those of this one were kept', async () => {
    const pages = new Map<string, string>();
    const lineOf = (network: string, n: number) =>
      savedPeerLine(network, { id: idNumber(n), address: 'a:1' }, NOW - n);
    for (const [n, network] of ['red', 'blue', 'red', 'blue'].entries()) {
      const notebook = new FolderNotebook(folderOf(pages), new Losses());
      const known = (await notebook.readPeers(network, NOW)).map((peer) => `${peer}\t${network}`);
      notebook.keep('peers', [lineOf(network, n), ...known]);
    }
    const lines = [lineOf('blue', 3), lineOf('blue', 1), lineOf('red', 0), lineOf('red', 2)];
    expect(pages.get('peers')).toBe(lines.map((line) => `${line}\n`).join(''));
  });

  it('need not say where peers were: that they cannot is one loss', async () => {
    const losses = new Losses();
    const read = () => Promise.reject(new Error('peers has over 1048576 bytes'));
    const notebook = new FolderNotebook({ ...folderOf(new Map()), read }, losses);
    expect(await notebook.readPeers('n', NOW)).toEqual([]);
    const text = 'the peers of earlier runs are not known: peers has over 1048576 bytes';
    expect(toldBy(losses)).toEqual([{ code: 'folder-failed', text }]);
    await expect(notebook.readIds('banned')).rejects.toThrow('peers has over 1048576 bytes');
  });

  it('are said to be lost where the disk does not take them: once, until it does', async () => {
    const losses = new Losses();
    const told = toldBy(losses);
    const kept: (() => Promise<void>)[] = [
      () => Promise.reject(new Error('no space left on device')),
      () => Promise.reject(new Error('no space left on device')),
      () => Promise.resolve(),
      () => Promise.reject(new Error('no space again')),
    ];
    const keep = () => kept.shift()!();
    const notebook = new FolderNotebook({ ...folderOf(new Map()), keep }, losses);
    while (kept.length > 0) {
      notebook.keep('peers', []);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(told.map(({ text }) => text)).toEqual([
      'not kept for the next run: no space left on device',
      'not kept for the next run: no space again',
    ]);
  });
});

describe('losses', () => {
  it('wait for somebody who hears of them', () => {
    const losses = new Losses();
    losses.note({ code: 'folder-failed', text: 'before' });
    const told = toldBy(losses);
    losses.note({ code: 'lan-failed', text: 'after' });
    expect(told.map(({ text }) => text)).toEqual(['before', 'after']);
  });
});

const NOW = 1_790_000_000_000;

function toldBy(losses: Losses): Loss[] {
  const told: Loss[] = [];
  losses.tell((loss) => told.push(loss));
  return told;
}

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
