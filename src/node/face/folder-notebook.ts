import { savedElsewhere, savedPeersOf } from '../../overlay/saved-peers.ts';
import { limits } from '../../protocol/limits.ts';
import type { NotePage } from '../../protocol/effects.ts';
import { PEER_ID_PATTERN, type PeerId } from '../../protocol/peer-id.ts';
import type { DataFolder } from '../../streams/folder/data-folder.ts';
import type { Notebook } from '../../streams/notebook.ts';
import type { Losses } from './losses.ts';

type Pages = Pick<DataFolder, 'keep' | 'read'>;

/** A node's notes as files of its data folder, a line each. What cannot be kept is told, and the node goes on. */
export class FolderNotebook implements Notebook {
  readonly #folder: Pages;
  readonly #losses: Losses;
  /** Pages that could not be kept the last time: some are written again and again, and one word is enough. */
  readonly #failing = new Set<NotePage>();
  /** Peers of other networks, in which the node of this folder has been before. */
  #elsewhere: readonly string[] = [];

  constructor(folder: Pages, losses: Losses) {
    this.#folder = folder;
    this.#losses = losses;
  }

  keep(page: NotePage, lines: readonly string[]): void {
    const all = page === 'peers' ? [...lines, ...this.#elsewhere] : lines;
    this.#folder.keep(page, all.map((line) => `${line}\n`).join('')).then(
      () => this.#failing.delete(page),
      (error: unknown) => this.#couldNotKeep(page, error),
    );
  }

  /** Only what is an id: a person may have written there too. */
  async readIds(page: 'banned' | 'ignored'): Promise<readonly PeerId[]> {
    const ids = (await this.#linesOf(page)).filter((line) => PEER_ID_PATTERN.test(line));
    return [...new Set(ids)].slice(0, limits.listedPeersMax);
  }

  /** A node can do without: whatever is wrong with this page does not keep it from starting. */
  async readPeers(network: string, wallMs: number): Promise<readonly string[]> {
    try {
      const lines = await this.#linesOf('peers');
      this.#elsewhere = savedElsewhere(network, lines, wallMs);
      return savedPeersOf(network, lines, wallMs);
    } catch (error) {
      const text = `the peers of earlier runs are not known: ${messageOf(error)}`;
      this.#losses.note({ code: 'folder-failed', text });
      return [];
    }
  }

  async #linesOf(page: NotePage): Promise<readonly string[]> {
    return ((await this.#folder.read(page)) ?? '').split(/\r?\n/);
  }

  #couldNotKeep(page: NotePage, error: unknown): void {
    if (this.#failing.has(page)) return;
    this.#failing.add(page);
    const text = `not kept for the next run: ${messageOf(error)}`;
    this.#losses.note({ code: 'folder-failed', text });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
