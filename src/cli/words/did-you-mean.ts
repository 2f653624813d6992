/** The known word that was most likely meant, if any is near enough to have been mistyped. */
export function didYouMean(word: string, known: readonly string[]): string | null {
  const farthest = word.length < 5 ? 1 : 2;
  let nearest: string | null = null;
  let least = farthest + 1;
  const lower = known.find((each) => each === word.toLowerCase());
  if (lower !== undefined) return lower;
  for (const each of known) {
    if (Math.abs(each.length - word.length) > farthest) continue;
    const slips = slipsBetween(word, each);
    if (slips < least) [nearest, least] = [each, slips];
  }
  return nearest;
}

/** Letters that are missing, too many, wrong, or swapped with their neighbour, at the least. */
function slipsBetween(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const isSame = one[i - 1] === other[j - 1];
      const isSwapped =
        i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      row[j] = Math.min(
        last[j]! + 1,
        row[j - 1]! + 1,
        last[j - 1]! + (isSame ? 0 : 1),
        isSwapped ? beforeLast[j - 2]! + 1 : Infinity,
      );
    }
    [beforeLast, last] = [last, row];
  }
  return last[other.length]!;
}
