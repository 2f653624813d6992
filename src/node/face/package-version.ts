import { readFileSync } from 'node:fs';

/** As the package says, which stands two folders up from the sources and from the build. */
export function packageVersion(): string {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}
