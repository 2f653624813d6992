import { isUtf8 } from 'node:buffer';
import type { Body } from '../../protocol/body.ts';

/** What a body says, as far as it is on tape: its text, or its bytes in base64, or how long it was. */
export type ShownContent =
  | { readonly text: string }
  | { readonly bytes: string }
  | { readonly length: number };

export function shownContent({ source, start, end }: Body, isLeftOut: boolean): ShownContent {
  if (isLeftOut) return { length: end - start };
  const bytes = Buffer.from(source.buffer, source.byteOffset + start, end - start);
  return isUtf8(bytes) ? { text: bytes.toString('utf8') } : { bytes: bytes.toString('base64') };
}
