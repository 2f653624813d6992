/** What a text says beyond a word that stands before it already: `hello`, of `hello from bob`, leaves `from bob`. */
export function wordsBeyond(word: string, text: string): string {
  if (text === word) return '';
  return text.startsWith(`${word} `) ? text.slice(word.length + 1) : text;
}
