import { limits } from '../../protocol/limits.ts';
import { findKeptOf } from './kept-casts.ts';
import type { TreeDraft } from './tree-draft.ts';
import type { Announcement } from './tree-state.ts';

/**
 * How long what was announced may take. Where nodes are busy or far from each other, what is only late would be asked
 * for, come twice, and make two of its two ways eager. So each round of asking learns from the last ones: whatever was
 * asked of one and came from another would have come anyway, and next time more patience is right; what came from who was
 * asked was lacking indeed, and next time less is.
 */
export class Patience {
  #isInVain = 0;
  #isUseful = 0;

  /** Of something that has come, whether it was asked for or not. */
  learn(draft: TreeDraft, { origin, last, by, attempts }: Announcement): void {
    if (attempts === 0) return;
    const kept = findKeptOf(draft, origin, last);
    if (kept === null) return;
    if (kept.run.from === by) this.#isUseful += 1;
    else this.#isInVain += 1;
  }

  next(patienceUs: number): number {
    const { graftTimeoutMs, graftTimeoutMaxMs } = limits;
    const factor = this.#isInVain > this.#isUseful ? GROWTH : this.#isUseful > 0 ? DECAY : REST;
    const next = Math.round(patienceUs * factor);
    return Math.min(Math.max(next, graftTimeoutMs * 1_000), graftTimeoutMaxMs * 1_000);
  }
}

const GROWTH = 2;
const DECAY = 0.75;
/** Where nothing was asked for. */
const REST = 0.98;
