/** A value as lines of a tree. What is inside of it comes when it is opened. */
export interface ValueLine {
  /** The name of the field, the key of the entry, or the place in the list. */
  readonly key: string;
  readonly kind:
    | 'null'
    | 'flag'
    | 'number'
    | 'text'
    | 'bytes'
    | 'body'
    | 'object'
    | 'list'
    | 'table'
    | 'queue';
  /** The value itself, or how much is in it; long ones are cut. */
  readonly text: string;
  /** How many lines are inside. */
  readonly size: number;
  readonly change: 'same' | 'new' | 'changed' | 'inside' | 'gone';
  /** What stood there before, if it has changed and can be said in one line. */
  readonly was: string | null;
  /** null: it is closed, or nothing is inside. */
  readonly inside: readonly ValueLine[] | null;
  /** How many are inside and not among those given. */
  readonly more: number;
}
