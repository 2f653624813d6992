import type { AnswerError } from './node-event.ts';

/** What we owe the user when the fault is ours: to say so, and the way to see it again. */
export function ownFault(fault: unknown, trace: string | null): AnswerError {
  const message = fault instanceof Error ? fault.message : String(fault);
  const [line = ''] = message.split('\n');
  return {
    code: 'crashed',
    text: `this is a fault of peertape, not yours: ${line}`,
    hint:
      trace === null
        ? 'run it again with --trace DIR to have it on tape, and send us that'
        : `it is on the tape in ${trace}: peertape replay ${trace} runs into it again`,
  };
}
