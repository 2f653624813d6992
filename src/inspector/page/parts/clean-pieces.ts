/** A stretch of text as it is, or the code of one sign in it that is not to be obeyed. */
export type CleanPiece = string | { readonly code: number };

/**
 * Cuts what others have written where a sign stands that would turn the order of letters round, begin a new line, or hide:
 * these are to be shown as what they are, so that they are seen to have been there.
 */
export function cleanPieces(text: string): CleanPiece[] {
  const pieces: CleanPiece[] = [];
  let start = 0;
  for (const { index, 0: sign } of text.matchAll(harmful)) {
    if (index > start) pieces.push(text.slice(start, index));
    pieces.push({ code: sign.codePointAt(0)! });
    start = index + sign.length;
  }
  if (start < text.length) pieces.push(text.slice(start));
  return pieces;
}

/** The same as plain text, for titles and labels. */
export function cleaned(text: string): string {
  return cleanPieces(text)
    .map((piece) => (typeof piece === 'string' ? piece : signOf(piece.code)))
    .join('');
}

export function signOf(code: number): string {
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Controls and half characters; marks of direction; what has no width and could hide in a name. */
const harmful =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;
