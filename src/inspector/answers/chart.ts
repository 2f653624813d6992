/** A machine as it is drawn: made from the machine itself when the program is built (`/charts.json`). */
export interface DrawnMachine {
  readonly machine: string;
  /** With the names of events only; and with guards and actions too. */
  readonly brief: Drawing;
  readonly detailed: Drawing;
}

/** All places are from the drawing’s upper left corner. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** Whatever is inside of another comes behind it. */
  readonly states: readonly DrawnState[];
  readonly arrows: readonly DrawnArrow[];
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface DrawnState extends Box {
  /** As in XState: `connection.established.liveness`. */
  readonly id: string;
  readonly name: string;
  readonly kind: 'atomic' | 'compound' | 'parallel' | 'final' | 'history';
  readonly depth: number;
  /** What it does without leaving: entry, exit, and events that lead nowhere else. Each stands on a line of its own. */
  readonly lines: readonly DrawnLine[];
}

export interface DrawnLine {
  readonly kind: 'entry' | 'exit' | 'event';
  readonly text: string;
  /** The arrow it stands for, if it stands for one. */
  readonly arrow: string | null;
  /** Where its text begins: the left end of its baseline. */
  readonly x: number;
  readonly y: number;
}

export interface DrawnArrow {
  /** Several transitions between the same two states may share a line on paper; each has its own here. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly event: string;
  readonly guard: string | null;
  readonly actions: readonly string[];
  /** Where it is drawn; the head is at the last point. */
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly label: DrawnLabel | null;
}

export interface DrawnLabel extends Box {
  readonly lines: readonly string[];
}
