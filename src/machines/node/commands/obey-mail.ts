import { roomFor } from '../../../overlay/mail/mail.ts';
import type { Command } from '../../../protocol/commands.ts';
import { limits } from '../../../protocol/limits.ts';
import type { LetterPurpose } from '../../../protocol/mail-words.ts';
import type { PeerId } from '../../../protocol/peer-id.ts';
import { chain, type Judged } from '../context/judged.ts';
import type { NodeContext } from '../context/node-context.ts';
import { askBegun, asksTooMuch } from '../mail/asks.ts';
import { postLetters } from '../mail/mailed.ts';
import { beginTrace, hasRoomToTrace } from '../mail/route-traces.ts';
import { addresseeOf } from '../peers/addressee.ts';
import { declined, done } from './answer.ts';
import { bodyFault, topicFault, type Fault } from './content-faults.ts';

type Of<Name extends Command['command']> = Extract<Command, { readonly command: Name }>;

/** Answered once there is an answer, or a reason why there is none. */
export function ask(before: NodeContext, command: Of<'ask'>, at: number): Judged {
  const { peer, topic, body, id } = command;
  const target = addresseeOf(before, peer);
  if ('code' in target) return decline(before, command, target);
  const { to } = target;
  const tooMuch = asksTooMuch(before, topic) ? { code: 'topic-busy', text: TOO_MUCH } : null;
  const fault =
    topicFault(topic) ?? bodyFault(body) ?? tooMuch ?? noRoom(before, to, body.length, 'ask');
  if (fault !== null) return decline(before, command, fault);
  const until = at + limits.letterTimeoutMs * 1_000;
  const sequence = before.sequence + 1;
  const context = askBegun({ ...before, sequence }, sequence, { command: id, to, topic, until });
  return postLetters(context, [{ ...written(to, 'ask'), sequence, topic, body }], at);
}

/** What whoever listens here says to what was asked. */
export function reply(before: NodeContext, command: Of<'reply'>, at: number): Judged {
  const { peer: to, re, topic, code, body } = command;
  const fault =
    topicFault(code === '' ? topic : code) ??
    (body.length > limits.bodyBytesMax ? bodyFault(body) : null) ??
    noRoom(before, to, body.length, code === '' ? 'answer' : 'decline');
  if (fault !== null) return decline(before, command, fault);
  const sequence = before.sequence + 1;
  const words = code === '' ? written(to, 'answer') : written(to, 'decline');
  const letter = { ...words, sequence, topic: code === '' ? topic : code, re, body };
  return chain([{ ...before, sequence }, [done(command, {})]], (context) =>
    postLetters(context, [letter], at),
  );
}

export function route(before: NodeContext, command: Of<'route'>, at: number): Judged {
  const target = addresseeOf(before, command.peer);
  if ('code' in target) return decline(before, command, target);
  if (!hasRoomToTrace(before)) {
    return decline(before, command, {
      code: 'outbox-full',
      text: 'too many ways are traced already',
    });
  }
  const [context, asked, posts] = beginTrace(before, command.id, target.to);
  return chain([context, asked], (tracing) => postLetters(tracing, posts, at));
}

function written(to: PeerId, purpose: LetterPurpose) {
  return { to, purpose, re: 0, path: null };
}

function noRoom(
  { overlay }: NodeContext,
  to: PeerId,
  length: number,
  purpose: LetterPurpose,
): Fault | null {
  if (roomFor(overlay.mail, to, length, 1, purpose) === null) return null;
  return { code: 'outbox-full', text: 'too much waits for this peer already' };
}

function decline(context: NodeContext, command: Command, { code, text }: Fault): Judged {
  return [context, [declined(command, code, text)]];
}

const TOO_MUCH = 'too much is asked about that topic already';
