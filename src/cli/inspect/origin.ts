import { InvalidArgumentError } from 'commander';

/** Of a page, as browsers spell it. */
export function origin(text: string): string {
  if (URL.canParse(text) && new URL(text).origin === text) return text;
  throw new InvalidArgumentError('must be an origin such as https://stately.ai');
}
