import type { TapeError } from '../../trace/format/tape-error.ts';
import type { LostTurns } from '../../trace/writing/recorder.ts';
import type { NodeEventBody } from './node-event.ts';

/** The node runs on, and what it does is not on its tape. */
export function tapeBroke(path: string, { message: text }: TapeError): NodeEventBody {
  return { event: 'tape', state: 'gap', path, code: 'trace-failed', text };
}

/** null: nothing is missing. */
export function tapeRecords(path: string, lost: LostTurns | null): NodeEventBody {
  const missing = lost === null ? {} : { text: `without turns ${lost.fromTurn} to ${lost.toTurn}` };
  return { event: 'tape', state: 'recording', path, ...missing };
}
