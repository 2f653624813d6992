import type { Body } from '../../protocol/body.ts';
import { limits } from '../../protocol/limits.ts';
import type { Message } from '../../protocol/messages.ts';
import type { TapeHead } from '../../trace/format/tape-record.ts';
import { isLeftOut } from '../../trace/format/sends-on-tape.ts';
import { shownContent } from '../../trace/reading/shown-content.ts';
import type { ValueLine } from '../answers/value-line.ts';
import { shortened } from '../film/shortened.ts';

/** What a body says, as far as it is on tape. */
export function bodyLines(body: Body, isOnTape: boolean): readonly ValueLine[] {
  // Of nothing, nothing can be left out.
  const content = shownContent(body, !isOnTape && body.length > 0);
  const line = { key: 'body', size: 0, change: 'same', was: null, inside: null, more: 0 } as const;
  if ('text' in content) return [{ ...line, kind: 'text', text: shortened(content.text) }];
  if ('bytes' in content) return [{ ...line, kind: 'bytes', text: shortened(content.bytes) }];
  return [{ ...line, kind: 'body', text: `${content.length} bytes, not on the tape` }];
}

/** What a message says, in quotes; null where that is not on the tape, is no text, or too long to be told beside others. */
export function quotedBody(
  message: Message,
  way: 'in' | 'out',
  head: TapeHead | null,
): string | null {
  if (!('body' in message) || message.body.length === 0) return null;
  if (message.body.length > QUOTED_BYTES_MAX) return null;
  const isOnTape = way === 'in' ? isTaped(message, head) : isSaidOnTape(message, head);
  const content = shownContent(message.body, !isOnTape);
  return 'text' in content ? `“${shortened(content.text, QUOTED_UNITS_MAX)}”` : null;
}

const QUOTED_BYTES_MAX = 4_096;
const QUOTED_UNITS_MAX = 80;

/** Whether a tape with these rules has what came to its node in this message (`body-policy.ts`). */
export function isTaped(
  message: Message & { readonly body: Body },
  head: TapeHead | null,
): boolean {
  if (message.body.length === 0) return true;
  if (head?.bodies !== 'text') return head?.bodies === 'all';
  if (message.body.length > limits.tapedTextBytesMax) return false;
  return message.kind !== 'letter' || message.target === head.node;
}

/** Of what this node says: what its user said is known by itself, and what it passes on had to come first. */
export function isSaidOnTape(
  message: Message & { readonly body: Body },
  head: TapeHead | null,
): boolean {
  const isPassedOn = 'envelope' in message && message.envelope.origin !== head?.node;
  return isPassedOn ? isTaped(message, head) : !isLeftOut(message.body);
}
