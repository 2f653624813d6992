/** Where the segments of one trace lie. Whatever goes wrong there is a `TapeError` of code `io`. */
export interface TapeStore {
  /** True for one segment of a trace, looked at alone. */
  readonly single: boolean;
  /** The names of the segments that are there, in order; empty if there is no trace. */
  list(): readonly string[];
  /** A new segment. Nothing is ever overwritten: throws `exists` if there is one of that name. */
  create(name: string): SegmentSink;
  /**
   * A segment that is there, to go on behind its first `size` bytes; what a write that failed has left
   * there is taken back.
   */
  reopen(name: string, size: number): SegmentSink;
  /** Nothing happens if it is gone already. */
  remove(name: string): void;
  open(name: string): SegmentSource;
}

export interface SegmentSink {
  /** Takes the bytes whole, before it returns; they are the caller's again then. */
  append(bytes: Uint8Array): void;
  close(): void;
}

export interface SegmentSource {
  /** When it was opened. */
  readonly size: number;
  /** Fills `into` from `offset` on; gives how many bytes there were, fewer only at the end. */
  read(offset: number, into: Uint8Array): number;
  close(): void;
}
