import { limits } from '../../protocol/limits.ts';
import type { NotePage } from '../../protocol/effects.ts';
import { PEER_ID_PATTERN, type PeerId } from '../../protocol/peer-id.ts';
import type { DataFolder } from '../../streams/folder/data-folder.ts';
import type { Notebook } from '../../streams/notebook.ts';

type Pages = Pick<DataFolder, 'keep' | 'read'>;

/** A node's notes as files of its data folder, a line each. What cannot be kept is told, and the node goes on. */
export class FolderNotebook implements Notebook {
  readonly #folder: Pages;
  #tell: (why: string) => void = () => {};

  constructor(folder: Pages) {
    this.#folder = folder;
  }

  keep(page: NotePage, lines: readonly string[]): void {
    this.#folder.keep(page, lines.map((line) => `${line}\n`).join('')).catch((error: unknown) => {
      this.#tell(error instanceof Error ? error.message : String(error));
    });
  }

  /** Only what is an id: a person may have written there too. */
  async read(page: NotePage): Promise<readonly PeerId[]> {
    const text = (await this.#folder.read(page)) ?? '';
    const ids = text.split(/\r?\n/).filter((line) => PEER_ID_PATTERN.test(line));
    return [...new Set(ids)].slice(0, limits.listedPeersMax);
  }

  tellLoss(tell: (why: string) => void): void {
    this.#tell = tell;
  }
}
