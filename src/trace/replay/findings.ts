import { limits } from '../../protocol/limits.ts';
import type { Turn } from '../../machines/engine/system.ts';
import type { TapeItem } from '../reading/tape-item.ts';
import type { Difference, Gap, Verdict } from './verdict.ts';

/** What a replay has found out so far. */
export class Findings {
  difference: Difference | null = null;
  torn: Verdict['torn'];
  /** The first turn that could be run. */
  #fromTurn = 1;
  #turns = 0;
  #steps = 0;
  #effects = 0;
  #checkpoints = 0;
  readonly #gaps: Gap[] = [];
  #moreGaps = 0;
  #isDamaged = false;
  #unusable: { readonly verdict: 'unreadable' | 'newer'; readonly text: string } | null = null;

  /** A checkpoint to begin at, or one that was compared. */
  countCheckpoint(turn: number): void {
    if (this.#checkpoints === 0) this.#fromTurn = turn + 1;
    this.#checkpoints += 1;
  }

  countTurn(result: Turn | null): void {
    this.#turns += 1;
    if (result === null) return;
    this.#steps += result.steps.length;
    this.#effects += result.effects.length;
  }

  /** What the tape itself says is not on it is no damage: all that is there can be believed. */
  leaveOut(gap: Gap): void {
    if (this.#gaps.length < limits.toldGapsMax) this.#gaps.push(gap);
    else this.#moreGaps += 1;
  }

  miss(gap: Gap): void {
    this.leaveOut(gap);
    this.#isDamaged = true;
  }

  refuse(item: Extract<TapeItem, { readonly kind: 'unreadable' | 'newer' }>): void {
    const text = item.kind === 'newer' ? `the tape has format ${item.format}` : item.text;
    this.#unusable = { verdict: item.kind, text };
  }

  verdict(codeDiffers: boolean): Verdict {
    const { difference, torn } = this;
    return {
      verdict: this.#word(),
      ...(this.#fromTurn === 1 ? {} : { fromTurn: this.#fromTurn }),
      turns: this.#turns,
      steps: this.#steps,
      effects: this.#effects,
      checkpoints: this.#checkpoints,
      codeDiffers,
      ...(torn === undefined ? {} : { torn }),
      gaps: this.#gaps,
      ...(this.#moreGaps === 0 ? {} : { moreGaps: this.#moreGaps }),
      ...(difference === null ? {} : { difference }),
      ...(this.#unusable === null ? {} : { text: this.#unusable.text }),
    };
  }

  #word(): Verdict['verdict'] {
    if (this.difference !== null) return 'different';
    if (this.#unusable !== null) return this.#unusable.verdict;
    if (this.#isDamaged) return 'damaged';
    return this.torn === undefined ? 'same' : 'torn';
  }
}
