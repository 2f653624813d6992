import type { Body } from '../../../protocol/body.ts';
import { limits } from '../../../protocol/limits.ts';
import { utf8Length } from '../../../values/utf8-length.ts';

export interface Fault {
  readonly code: string;
  readonly text: string;
}

/** Why nobody can be sent this, or null. */
export function bodyFault({ length }: Body): Fault | null {
  if (length === 0) return { code: 'empty-text', text: 'a text needs a character' };
  if (length <= limits.bodyBytesMax) return null;
  return { code: 'text-too-long', text: `a text has at most ${limits.bodyBytesMax} bytes` };
}

export function topicFault(topic: string): Fault | null {
  if (utf8Length(topic) <= limits.topicBytesMax) return null;
  return { code: 'text-too-long', text: `a topic has at most ${limits.topicBytesMax} bytes` };
}
