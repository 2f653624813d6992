import type { CrashedRecord } from '../format/tape-record.ts';
import type { Attempt } from './attempt.ts';
import type { Difference } from './verdict.ts';

/** The node's own fault is on tape: the same turn must throw the same again. */
export function compareErrors(
  { number, input, error }: Attempt,
  taped: CrashedRecord,
): Difference | null {
  const says = `${taped.name}: ${taped.message}`;
  const does = error === null ? null : `${error.name}: ${error.message}`.toWellFormed();
  if (says === does) return null;
  const path = error === null ? 'thrown' : 'message';
  return {
    turn: number,
    actor: 'node',
    event: input.type,
    what: 'error',
    path,
    tape: says,
    code: does,
  };
}

export function unexpectedError({ number, input, error }: Attempt): Difference {
  const code = `${error!.name}: ${error!.message}`;
  return {
    turn: number,
    actor: 'node',
    event: input.type,
    what: 'error',
    path: 'thrown',
    tape: null,
    code,
  };
}
