interface Event {
  readonly at: number;
  readonly order: number;
  readonly happen: () => void;
}

/** What is to happen, the earliest first, and in the order in which it was added. */
export class Agenda {
  readonly #heap: Event[] = [];
  #added = 0;

  add(at: number, happen: () => void): void {
    this.#added += 1;
    const heap = this.#heap;
    heap.push({ at, order: this.#added, happen });
    for (let place = heap.length - 1; place > 0;) {
      const parent = (place - 1) >> 1;
      if (!isBefore(heap[place]!, heap[parent]!)) break;
      swap(heap, place, parent);
      place = parent;
    }
  }

  next(end: number): Event | null {
    const heap = this.#heap;
    const first = heap[0];
    if (first === undefined || first.at > end) return null;
    const last = heap.pop()!;
    if (heap.length === 0) return first;
    heap[0] = last;
    for (let place = 0; ;) {
      let least = place;
      for (const child of [2 * place + 1, 2 * place + 2]) {
        if (child < heap.length && isBefore(heap[child]!, heap[least]!)) least = child;
      }
      if (least === place) return first;
      swap(heap, place, least);
      place = least;
    }
  }
}

function isBefore(one: Event, other: Event): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}

function swap(heap: Event[], one: number, other: number): void {
  [heap[one], heap[other]] = [heap[other]!, heap[one]!];
}
