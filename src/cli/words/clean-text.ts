/**
 * What others have written, made harmless for a terminal: nothing in it can move the cursor, change
 * colours, begin a new line or turn the order of letters round. What would is shown by its code, so
 * that it is seen to have been there.
 */
export function cleanText(text: string): string {
  return text.replaceAll(harmful, (character) => replacement(character.codePointAt(0)!));
}

/** Controls and half characters; marks of direction; what has no width and could hide in a name. */
export const harmful =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

function replacement(code: number): string {
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}
