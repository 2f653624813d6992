import { inspectorLimits } from '../answers/inspector-limits.ts';
import type { Mark } from '../answers/timeline.ts';
import type { TapedEffect, TapedStep } from '../../trace/format/steps-on-tape.ts';
import { limits } from '../../protocol/limits.ts';
import { fieldsOf } from './fields-of.ts';
import { shortened } from './shortened.ts';

/** The moments that somebody may want to look at, in the order of their turns: the last of them, if there are very many. */
export class FilmMarks {
  #marks: Mark[] = [];

  takeSteps(turn: number, us: number, steps: readonly TapedStep[]): void {
    for (const { effects } of steps) {
      for (const effect of effects) {
        const news = newsIn(effect);
        if (news !== null) this.#add({ ...news, turn, us });
      }
    }
  }

  put(turn: number, us: number, text: string): void {
    this.#add({ kind: 'mark', turn, us, text: shortened(text, limits.markTextUnitsMax) });
  }

  /** What the user has put behind a turn. */
  textsOf(turn: number): readonly string[] {
    const texts: string[] = [];
    for (let place = this.#from(turn); this.#marks[place]?.turn === turn; place += 1) {
      const { kind, text } = this.#marks[place]!;
      if (kind === 'mark') texts.push(text);
    }
    return texts;
  }

  /** Both ends included. */
  within(from: number, to: number): readonly Mark[] {
    return this.#marks.slice(this.#from(from), this.#from(to + 1));
  }

  forgetBefore(turn: number): void {
    this.#marks.splice(0, this.#from(turn));
  }

  #add(mark: Mark): void {
    this.#marks.push(mark);
    const { indexedMarksMax } = inspectorLimits;
    if (this.#marks.length <= indexedMarksMax) return;
    this.#marks = this.#marks.slice(-Math.ceil(indexedMarksMax * KEPT));
  }

  #from(turn: number): number {
    let [low, high] = [0, this.#marks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#marks[middle]!.turn < turn) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** As many go at once as make it worth the copying. */
const KEPT = 0.9;

function newsIn({ type, fields }: TapedEffect): Pick<Mark, 'kind' | 'text'> | null {
  if (type !== 'report') return null;
  const { event, name, peer, address, code } = fieldsOf(fields);
  const kind = kinds.get(event);
  if (kind === undefined) return null;
  const who = textOf(name) || textOf(peer).slice(0, PEER_UNITS) || textOf(address);
  return { kind, text: shortened(`${who} ${textOf(code)}`.trim()) };
}

const kinds = new Map<unknown, Mark['kind']>([
  ['connected', 'connected'],
  ['disconnected', 'closed'],
  ['refused', 'refused'],
]);

const PEER_UNITS = 8;

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
