import type { Input } from '../../protocol/inputs.ts';
import type { BodyPolicy } from './body-policy.ts';
import type { Plain } from './plain.ts';
import type { TapedStep } from './steps-on-tape.ts';

/** What a trace says about its whole run; nothing secret is in it. */
export interface TapeHead {
  /** A digest of the code that decides, and one of each machine, by name. */
  readonly code: string;
  readonly machines: Readonly<Record<string, string>>;
  readonly node: string;
  readonly run: string;
  readonly config: Readonly<Record<string, Plain>>;
  readonly seeds: Readonly<Record<string, Plain>>;
  readonly bodies: BodyPolicy;
  /** Whether each turn's steps are recorded. */
  readonly steps: boolean;
}

/** The first record of each segment; `turn` is the turn of the first input behind it. */
export interface HeaderRecord extends TapeHead {
  readonly kind: 'header';
  readonly format: number;
  readonly segment: number;
  readonly turn: number;
}

/** Begins a page; `turn` is the turn of the first input behind it, and nothing before is later than `at`. */
export interface PageRecord {
  readonly kind: 'page';
  readonly page: number;
  readonly offset: number;
  readonly turn: number;
  readonly at: number;
}

export interface NameRecord {
  readonly kind: 'name';
  readonly ref: number;
  readonly name: string;
}

export interface InputRecord {
  readonly kind: 'input';
  readonly turn: number;
  readonly input: Input;
}

export interface StepsRecord {
  readonly kind: 'steps';
  readonly turn: number;
  readonly steps: readonly TapedStep[];
}

/** The whole state behind `turn`; a page begins with it. */
export interface CheckpointRecord {
  readonly kind: 'checkpoint';
  readonly turn: number;
  readonly at: number;
  readonly state: Plain;
}

export interface ClockRecord {
  readonly kind: 'clock';
  readonly at: number;
  /** Epoch milliseconds. */
  readonly wall: number;
}

/** Turns that were run and not taped, both named turns included. */
export interface GapRecord {
  readonly kind: 'gap';
  readonly fromTurn: number;
  readonly toTurn: number;
  readonly at: number;
  readonly code: string;
}

export interface MarkRecord {
  readonly kind: 'mark';
  readonly turn: number;
  readonly at: number;
  readonly text: string;
}

/** The node's own fault, thrown by this turn. */
export interface CrashedRecord {
  readonly kind: 'crashed';
  readonly turn: number;
  readonly at: number;
  readonly name: string;
  readonly message: string;
}

/** The last record of a run that ended well. */
export interface FooterRecord {
  readonly kind: 'footer';
  readonly offset: number;
  /** The turn that would come next. */
  readonly turn: number;
  readonly at: number;
}

/** The last record of a segment that the next one goes on from. */
export interface RolledRecord {
  readonly kind: 'rolled';
  readonly offset: number;
  readonly turn: number;
  readonly at: number;
}

export type TapeRecord =
  | HeaderRecord
  | PageRecord
  | NameRecord
  | InputRecord
  | StepsRecord
  | CheckpointRecord
  | ClockRecord
  | GapRecord
  | MarkRecord
  | CrashedRecord
  | FooterRecord
  | RolledRecord;

export type TapeRecordKind = TapeRecord['kind'];
