import type { Body } from '../../protocol/body.ts';

/** What a body says, as far as it is on tape: its text, or its bytes in base64, or how long it was. */
export type ShownContent =
  | { readonly text: string }
  | { readonly bytes: string }
  | { readonly length: number };

export function shownContent({ source, start, end }: Body, isLeftOut: boolean): ShownContent {
  if (isLeftOut) return { length: end - start };
  const bytes = source.subarray(start, end);
  try {
    return { text: utf8.decode(bytes) };
  } catch {
    return { bytes: Buffer.from(bytes).toString('base64') };
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
