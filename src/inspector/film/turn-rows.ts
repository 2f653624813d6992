/**
 * What is known of every turn of a tape, each in a row of a few bytes. Rows are numbered from the first that ever was; the
 * oldest can be forgotten, and the others keep their numbers.
 */
export class TurnRows {
  /** The numbers of the first row that is there, and of the one that comes next. */
  first = 0;
  end = 0;
  #base = 0;
  #turns = new Float64Array(ROWS_MIN);
  #times = new Float64Array(ROWS_MIN);
  #kinds = new Uint8Array(ROWS_MIN);

  get count(): number {
    return this.end - this.first;
  }

  /** `kind`: a small number of the caller’s own. */
  push(turn: number, us: number, kind: number): void {
    if (this.end - this.#base === this.#turns.length) this.#makeRoom();
    const place = this.end - this.#base;
    this.#turns[place] = turn;
    this.#times[place] = us;
    this.#kinds[place] = kind;
    this.end += 1;
  }

  turn(row: number): number {
    return this.#turns[row - this.#base]!;
  }

  us(row: number): number {
    return this.#times[row - this.#base]!;
  }

  kind(row: number): number {
    return this.#kinds[row - this.#base]!;
  }

  changeKind(row: number, kind: number): void {
    this.#kinds[row - this.#base] = kind;
  }

  /** The first row whose turn is this one or a later one; the end if there is none. */
  from(turn: number): number {
    let [low, high] = [this.first, this.end];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.turn(middle) < turn) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  has(turn: number): boolean {
    const row = this.from(turn);
    return row < this.end && this.turn(row) === turn;
  }

  forgetBefore(row: number): void {
    this.first = Math.min(Math.max(row, this.first), this.end);
  }

  /** What was forgotten makes room, if that is enough; or there is twice as much from now on. */
  #makeRoom(): void {
    const rows = Math.max(ROWS_MIN, 2 * this.count);
    const from = this.first - this.#base;
    this.#turns = moved(this.#turns, new Float64Array(rows), from);
    this.#times = moved(this.#times, new Float64Array(rows), from);
    this.#kinds = moved(this.#kinds, new Uint8Array(rows), from);
    this.#base = this.first;
  }
}

const ROWS_MIN = 4_096;

function moved<A extends Float64Array | Uint8Array>(old: A, now: A, from: number): A {
  now.set(old.subarray(from));
  return now;
}
