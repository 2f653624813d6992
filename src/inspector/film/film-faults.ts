import type { Ending, Fault } from '../answers/head.ts';
import { inspectorLimits } from '../answers/inspector-limits.ts';
import type { TapeItem } from '../../trace/reading/tape-item.ts';
import { faultOf } from './fault-of.ts';
import { shortened } from './shortened.ts';

/** What is missing or wrong, in the order of the turns, and how the tape ends. */
export class FilmFaults {
  #told: Fault[] = [];
  #more = 0;
  #ending: Ending | null = null;

  get told(): readonly Fault[] {
    return this.#told;
  }

  get more(): number {
    return this.#more;
  }

  get ending(): Ending | null {
    return this.#ending;
  }

  /** `last`: the last turn that is there. */
  take(item: TapeItem, last: number): void {
    const fault = faultOf(item, last);
    if (fault !== null) this.add(fault);
    // A node’s own fault is the last word of its tape, whatever else is missing behind it.
    if (this.#ending?.how !== 'crashed') this.#ending = endingOf(item) ?? this.#ending;
  }

  /** Once: what is found out when a turn is run again is found out each time. */
  add(fault: Fault): void {
    const isSame = ({ kind, fromTurn }: Fault) =>
      kind === fault.kind && fromTurn === fault.fromTurn && kind === 'different';
    if (this.#told.some(isSame)) return;
    const place = this.#told.findLastIndex(({ fromTurn }) => fromTurn <= fault.fromTurn) + 1;
    this.#told = this.#told.toSpliced(place, 0, fault);
    if (this.#told.length <= inspectorLimits.toldFaultsMax) return;
    this.#told.pop();
    this.#more += 1;
  }

  /** The store itself cannot be read any more. */
  fail(text: string): void {
    this.#ending = { how: 'unreadable', text };
  }
}

/** What the last words of a tape say of how it ends. */
function endingOf(item: TapeItem): Ending | null {
  switch (item.kind) {
    case 'footer':
      return { how: 'stopped', text: 'The node stopped, and the tape ends whole.' };
    case 'torn':
      return { how: 'torn', text: 'The node was killed while it wrote: what came last is torn.' };
    case 'unclosed':
      return { how: 'killed', text: 'The node was killed: there is no word that the run ended.' };
    case 'unreadable':
      return { how: 'unreadable', text: `It cannot be read: ${item.text}.` };
    case 'newer':
      return { how: 'newer', text: `The tape has format ${item.format}, of a later version.` };
    case 'crashed':
      return { how: 'crashed', text: shortened(`The node failed: ${item.name}: ${item.message}`) };
    case 'damage':
      if (item.toTurn !== null) return null;
      return { how: 'damaged', text: `Nothing can be read behind the damage (${item.code}).` };
    default:
      return null;
  }
}
