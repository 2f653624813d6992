/**
 * Callbacks by due time, those of one due time in the order they were pushed: a binary heap whose
 * entries know their place, so that any of them can be taken out in O(log n).
 */
export class TimerHeap {
  readonly #entries: Entry[] = [];
  #nextOrder = 0;

  get size(): number {
    return this.#entries.length;
  }

  get first(): HeapEntry | undefined {
    return this.#entries[0];
  }

  /** The order the next entry will get: whatever stands below it was pushed before now. */
  get nextOrder(): number {
    return this.#nextOrder;
  }

  push(due: number, callback: () => void): HeapEntry {
    const entry: Entry = { due, order: this.#nextOrder++, callback, place: this.#entries.length };
    this.#entries.push(entry);
    this.#rise(entry);
    return entry;
  }

  pop(): HeapEntry | undefined {
    const [first] = this.#entries;
    if (first !== undefined) this.cancel(first);
    return first;
  }

  /** False if it was popped or cancelled before. */
  cancel(cancelled: HeapEntry): boolean {
    const { place } = cancelled;
    const entry = this.#entries[place];
    if (entry === undefined || entry !== cancelled) return false;
    entry.place = GONE;
    const last = this.#entries.pop();
    if (last !== undefined && last !== entry) {
      this.#put(last, place);
      this.#rise(last);
      this.#sink(last);
    }
    return true;
  }

  #rise(entry: Entry): void {
    while (entry.place > 0) {
      const { place } = entry;
      const parent = this.#entries[(place - 1) >> 1];
      if (parent === undefined || !isBefore(entry, parent)) return;
      this.#put(entry, parent.place);
      this.#put(parent, place);
    }
  }

  #sink(entry: Entry): void {
    for (;;) {
      const { place } = entry;
      const left = this.#entries[2 * place + 1];
      const right = this.#entries[2 * place + 2];
      const child =
        right !== undefined && left !== undefined && isBefore(right, left) ? right : left;
      if (child === undefined || !isBefore(child, entry)) return;
      this.#put(entry, child.place);
      this.#put(child, place);
    }
  }

  #put(entry: Entry, place: number): void {
    this.#entries[place] = entry;
    entry.place = place;
  }
}

export interface HeapEntry {
  readonly due: number;
  readonly order: number;
  readonly callback: () => void;
  readonly place: number;
}

interface Entry extends HeapEntry {
  place: number;
}

const GONE = -1;

function isBefore(a: Entry, b: Entry): boolean {
  return a.due < b.due || (a.due === b.due && a.order < b.order);
}
