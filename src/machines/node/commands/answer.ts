import type { Command } from '../../../protocol/commands.ts';
import type { Outcome } from '../../../protocol/effects.ts';
import type { Asked } from '../../engine/asked.ts';

export function done(command: Command, result: Extract<Outcome, { ok: true }>['result']): Asked {
  return answer(command, { ok: true, result });
}

export function declined(command: Command, code: string, text: string): Asked {
  return answer(command, { ok: false, code, text });
}

function answer({ id, command }: Command, outcome: Outcome): Asked {
  return { type: 'answer', id, command, outcome };
}
