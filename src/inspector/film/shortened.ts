import { Buffer } from 'node:buffer';
import { inspectorLimits } from '../answers/inspector-limits.ts';

/** What is longer than can be shown ends with an ellipsis; no character is cut in two. */
export function shortened(
  text: string,
  unitsMax: number = inspectorLimits.toldTextUnitsMax,
): string {
  return text.length <= unitsMax ? text : `${apart(text.slice(0, unitsMax).toWellFormed())}…`;
}

/** A part of a text keeps the whole of it in memory; a copy does not. */
function apart(text: string): string {
  return Buffer.from(text).toString();
}
