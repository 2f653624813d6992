import { inspectorLimits } from '../answers/inspector-limits.ts';

/** What is longer than can be shown ends with an ellipsis; no character is cut in two. */
export function shortened(
  text: string,
  unitsMax: number = inspectorLimits.toldTextUnitsMax,
): string {
  return text.length <= unitsMax ? text : `${text.slice(0, unitsMax).toWellFormed()}…`;
}
