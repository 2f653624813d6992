/** What a peer can say at once fills a terminal a hundred times: the rest of a long text is told by its length alone. */
export function shortened(text: string): string {
  if (text.length <= UNITS_MAX) return text;
  const beginning = text.slice(0, UNITS_MAX).replace(HALF_A_CHARACTER, '');
  const [shown, all] = [beginning.length, text.length].map((units) => units.toLocaleString('en'));
  return `${beginning}… (the first ${shown} of ${all} characters)`;
}

const UNITS_MAX = 4_000;
const HALF_A_CHARACTER = /[\ud800-\udbff]$/;
