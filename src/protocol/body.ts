/**
 * Application bytes: a view, never a copy, and never looked into by a machine. What a trace leaves
 * out cannot have decided anything.
 */
export class Body {
  readonly source: Uint8Array;
  readonly start: number;
  readonly end: number;

  constructor(source: Uint8Array, start = 0, end = source.length) {
    this.source = source;
    this.start = start;
    this.end = end;
  }

  get length(): number {
    return this.end - this.start;
  }
}
