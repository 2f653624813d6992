import type { Command } from '../../../protocol/commands.ts';
import type { Asked } from '../../engine/asked.ts';
import type { Judged } from '../context/judged.ts';
import type { NodeContext } from '../context/node-context.ts';
import { draft, roomToSeal, type Telling } from '../overlay/own-casts.ts';
import { declined } from './answer.ts';
import { bodyFault, topicFault } from './content-faults.ts';

type BroadcastCommand = Extract<Command, { readonly command: 'broadcast' }>;

/** Those from `first` on that follow each other. */
export function broadcastsFrom(
  commands: readonly Command[],
  first: number,
): readonly BroadcastCommand[] {
  const run: BroadcastCommand[] = [];
  for (let next = first; next < commands.length; next += 1) {
    const command = commands[next]!;
    if (command.command !== 'broadcast') break;
    run.push(command);
  }
  return run;
}

/** Texts to everybody, begun in one go; each is answered once it is on its way. */
export function obeyBroadcasts(
  context: NodeContext,
  commands: readonly BroadcastCommand[],
  at: number,
): Judged {
  const tellings: Telling[] = [];
  const asked: Asked[] = [];
  let { casts, bytes } = roomToSeal(context);
  for (const command of commands) {
    const { id, topic, body } = command;
    const fault =
      faultOf(command) ?? (casts < 1 || bytes < body.length ? tooManyToSeal(command) : null);
    if (fault !== null) {
      asked.push(fault);
      continue;
    }
    casts -= 1;
    bytes -= body.length;
    tellings.push({ words: { kind: 'broadcast', topic, body }, answer: id });
  }
  return [draft(context, tellings, at), asked];
}

export function tooManyToSeal(command: Command): Asked {
  return declined(command, 'outbox-full', 'too much waits to be signed already');
}

function faultOf(command: BroadcastCommand): Asked | null {
  const fault = topicFault(command.topic) ?? bodyFault(command.body);
  return fault === null ? null : declined(command, fault.code, fault.text);
}
