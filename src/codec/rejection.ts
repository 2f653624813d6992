import type { CloseCode } from '../protocol/close-codes.ts';

/** Why nothing more can be read from a peer: its fault, so a value and never an exception. */
export interface Rejection {
  readonly code: CloseCode;
  /** What was wrong, for people; never a byte the peer chose. */
  readonly text: string;
}
