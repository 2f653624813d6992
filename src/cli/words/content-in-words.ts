import type { MessageCame } from '../../node/telling/node-event.ts';
import { cleanText } from './clean-text.ts';
import { shortened } from './shortened.ts';

/** What others have written, made harmless; of a long text the beginning, unless all is wanted. */
export function contentInWords(
  { text, bytes = '' }: Pick<MessageCame, 'text' | 'bytes'>,
  tellsWhole = false,
): string {
  if (text !== undefined) return cleanText(tellsWhole ? text : shortened(text));
  return `<${Buffer.from(bytes, 'base64').length} bytes that are not text>`;
}
