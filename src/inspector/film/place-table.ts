import type { PagePlace } from '../../trace/reading/tape-reading.ts';

/** Places of a tape, each by the first row behind it; of several with no row between them the last counts. */
export class PlaceTable {
  #rows: number[] = [];
  #places: PagePlace[] = [];

  put(row: number, place: PagePlace): void {
    if (this.#rows.at(-1) === row) {
      this.#rows.pop();
      this.#places.pop();
    }
    this.#rows.push(row);
    this.#places.push(place);
  }

  /** The last one before which there is no more than the rows before this one. */
  at(row: number): PagePlace | null {
    return this.#places[this.#behind(row) - 1] ?? null;
  }

  /** The first row of the segments from this one on; null if there are no others, or none of these. */
  firstRowFrom(segment: number): number | null {
    if (this.#places.length === 0 || this.#places[0]!.segment >= segment) return null;
    const place = this.#places.findIndex((one) => one.segment >= segment);
    return this.#rows[place] ?? null;
  }

  /** The one that this row stands behind is kept. */
  forgetBefore(row: number): void {
    const count = Math.max(0, this.#behind(row) - 1);
    this.#rows.splice(0, count);
    this.#places.splice(0, count);
  }

  /** How many there are whose first row is this one or an earlier one. */
  #behind(row: number): number {
    let [low, high] = [0, this.#rows.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#rows[middle]! <= row) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
