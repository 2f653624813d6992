/** A machine as it is drawn: made from the machine itself when the program is built (`/charts.json`). */
export interface DrawnMachine {
  readonly machine: string;
  /** All of them, drawn or written, in the order of the machine. */
  readonly arrows: readonly ArrowTold[];
  /** With the names of events only; and with guards and actions too. */
  readonly brief: Drawing;
  readonly detailed: Drawing;
}

export interface ArrowTold {
  readonly id: string;
  /** The ids of states; it leads nowhere if it only does something. */
  readonly from: string;
  readonly to: readonly string[];
  /** In words: `after pingInterval`; empty if it needs none. */
  readonly event: string;
  readonly guard: string | null;
  readonly actions: readonly string[];
}

/**
 * The letters that drawings are laid out for, in pixels: whichever monospace font is there, none is wider. A text
 * stands in its box with `pad` at its left and its right end, and its baseline `baseline` below the top of its line.
 */
export const chartLetters = { size: 12, wide: 7.5, line: 18, baseline: 13, pad: 6 } as const;

/** All places are from the drawing’s upper left corner. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** Whatever is inside of another comes behind it. */
  readonly states: readonly DrawnState[];
  readonly lines: readonly DrawnLine[];
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
  /** It is entered with the state around it. */
  readonly isInitial: boolean;
  /** What is written in it: entry, exit, events that lead nowhere else, and arrows that no line is drawn for. */
  readonly words: readonly DrawnWords[];
}

/** One line on paper, for all arrows between two states. */
export interface DrawnLine {
  readonly from: string;
  readonly to: string;
  /** The head is at the last one. */
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly words: readonly DrawnWords[];
}

export interface DrawnWords extends Box {
  /** `does`: what is asked and done by the arrows before it; `to`: where they lead. */
  readonly kind: 'entry' | 'exit' | 'event' | 'does' | 'to';
  readonly text: readonly string[];
  /** Those it belongs to. */
  readonly arrows: readonly string[];
  /** Of `to`: the id of the state. */
  readonly leads: string | null;
}
