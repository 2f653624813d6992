import { harmful } from './clean-text.ts';

/**
 * A value as one line of JSON that does no harm to a terminal either: what would is spelled by its
 * code, which is the same to whoever reads JSON.
 */
export function jsonLine(value: unknown): string {
  const json = JSON.stringify(value);
  return PLAIN.test(json) ? json : json.replaceAll(harmful, spelled);
}

/** Most lines. */
const PLAIN = /^[\x20-\x7e]*$/;

/** All of these are of one unit. */
function spelled(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
