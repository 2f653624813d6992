import type { NotePage } from '../protocol/effects.ts';

/** What a node wants to know again in its next life. */
export interface Notebook {
  /** In place of what stood on that page. */
  keep(page: NotePage, lines: readonly string[]): void;
}
