/** What somebody types to see this moment of this trace on their machine. */
export function inspectCommand(path: string, turn: number | null): string {
  const words = ['peertape', 'inspect', quoted(path)];
  if (turn !== null) words.push('--turn', String(turn));
  return words.join(' ');
}

/** As most shells take it; what needs no quotes has none. */
function quoted(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
