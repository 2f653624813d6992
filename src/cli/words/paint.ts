import type { Terminal } from '../host.ts';

export type Style = 'dim' | 'bold' | 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan';
export type Paint = (style: Style, text: string) => string;

export const plain: Paint = (_, text) => text;

/** Colours for a terminal that can show them, unless the user wants none. */
export function paintFor(
  stream: Pick<Terminal, 'isTTY'>,
  env: Readonly<Record<string, string | undefined>>,
): Paint {
  const wanted = stream.isTTY === true && env['TERM'] !== 'dumb' && !env['NO_COLOR'];
  return wanted ? paint : plain;
}

const paint: Paint = (style, text) => `\u001b[${codes[style]}m${text}\u001b[0m`;

const codes: Readonly<Record<Style, number>> = {
  dim: 2,
  bold: 1,
  red: 31,
  green: 32,
  yellow: 33,
  blue: 34,
  magenta: 35,
  cyan: 36,
};
