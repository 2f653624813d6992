import type { Answered } from '../../node/telling/node-event.ts';
import { askPatiently } from '../../streams/control/ask-patiently.ts';
import { type ControlCode, ControlError } from '../../streams/control/control-error.ts';
import { SystemClock } from '../../streams/system-clock.ts';
import { CliError, exits } from '../cli-error.ts';

/** What the node that runs with this data folder answers. */
export async function askNode(folder: string, request: object): Promise<Answered> {
  try {
    const answer = await askPatiently(folder, request, new SystemClock());
    if (isAnswer(answer)) return answer;
    throw new ControlError('control-failed', `what answers in ${folder} is no node of this kind`);
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
    const { message, code } = error;
    throw new CliError(message, { code, hint: hints[code] ?? '', exit: exits.failed });
  }
}

const hints: Partial<Record<ControlCode, string>> = {
  'not-running': 'start it with peertape',
  silent: 'its process may be suspended: fg or kill -CONT wakes it',
};

function isAnswer(value: unknown): value is Answered {
  return typeof value === 'object' && value !== null && 'ok' in value && 'command' in value;
}
